"""The codes a socket is closed with. The client stops for good on those that mean "not you"."""

from __future__ import annotations

BYE = 4000
WHO_CHANGED = 4003  # logged out, or in as somebody else: come back as who you are now
TOO_SLOW = 4008
RESTARTING = 4012
TOO_FAST = 4029
BAD_MESSAGE = 4400
LOG_IN = 4401
NO_RIGHT = 4403
GONE = 4404
TOO_BIG = 4413
TOO_OLD = 4426
OUR_FAULT = 4500
