/* A pen that wanders over the paper. */
#include "load.h"

enum { PAPER = 8000 };

static int within(int value) { return value < 10 ? 10 : value > PAPER ? PAPER : value; }

void pen_step(drawer *who) {
  who->x = within(who->x + (int)(chance() % 21) - 10);
  who->y = within(who->y + (int)(chance() % 21) - 10);
}
