"""Talk: rooms with a numbered log of lines. Knows the events layer, and no drawings."""
