/* Simulates rooms full of drawers and prints what became of their messages, as one JSON object.
 *
 *   load DIALECT PORT DRAWERS ROOMS [name=value …]
 *
 * Every drawer sends `rate` messages a second at a phase of its own. Only messages sent within the
 * measured seconds count; their deliveries may arrive until the drain is over. It ends as soon as
 * more than 1 % of all that is to be delivered took longer than `most-ms`. */
#include "load.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

enum { ENTER_AT_ONCE = 32, ENTER_SECONDS = 60, DRAIN_SECONDS = 3, BURST = 512 };
#define SECOND 1000000000ull

plan the_plan = {.warm_seconds = 2, .seconds = 4, .rate = 30, .look_every = 1000000};
drawer *crowd;
static u32 crowd_size;

static void read_option(char *option) {
  char *value = strchr(option, '=');
  if (!value) fail("not an option: %s", option);
  *value++ = 0;
  if (!strcmp(option, "warm")) the_plan.warm_seconds = atof(value);
  else if (!strcmp(option, "seconds")) the_plan.seconds = atof(value);
  else if (!strcmp(option, "rate")) the_plan.rate = atof(value);
  else if (!strcmp(option, "look-us")) the_plan.look_every = (u64)(atof(value) * 1000);
  else if (!strcmp(option, "most-ms")) the_plan.most = (u64)(atof(value) * 1e6);
  else if (!strcmp(option, "guests")) the_plan.guests = value;
  else if (!strcmp(option, "schema")) the_plan.schema = read_file(value);
  else fail("no such option: %s", option);
}

static void read_plan(int count, char **arguments) {
  const dialect *known[] = {&drawnby, &socketio, &relay, &naive, &yjs, &tldraw};
  if (count < 5) fail("load DIALECT PORT DRAWERS ROOMS [name=value …]");
  for (size_t at = 0; at < sizeof known / sizeof *known; at++)
    if (!strcmp(known[at]->name, arguments[1])) the_plan.dialect = known[at];
  if (!the_plan.dialect) fail("no such dialect: %s", arguments[1]);
  the_plan.port = atoi(arguments[2]);
  the_plan.drawers = (u32)atoi(arguments[3]);
  the_plan.rooms = (u32)atoi(arguments[4]);
  if (the_plan.drawers < 2 || the_plan.rooms < 1) fail("a room needs two drawers");
  for (int at = 5; at < count; at++) read_option(arguments[at]);
  the_plan.tag = (u32)now();
}

static void make_crowd(void) {
  crowd_size = the_plan.drawers * the_plan.rooms;
  crowd = calloc(crowd_size, sizeof *crowd);
  if (!crowd) fail("out of memory");
  for (u32 id = 0; id < crowd_size; id++) {
    drawer *who = &crowd[id];
    who->id = id;
    who->room = id / the_plan.drawers;
    who->index = id % the_plan.drawers;
    who->x = (int)(chance() % 8000);
    who->y = (int)(chance() % 8000);
    who->first = who->end = NEVER;
    who->last_heard = malloc(the_plan.drawers * sizeof(u32));
    memset(who->last_heard, 0xff, the_plan.drawers * sizeof(u32));
  }
}

/* The file of guests: a line for each, `channel cookie`, room after room. */
static void hand_out_cookies(void) {
  if (!the_plan.guests) return;
  char *rest = read_file(the_plan.guests);
  for (u32 id = 0; id < crowd_size; id++) {
    crowd[id].channel = strsep(&rest, " ");
    crowd[id].cookie = strsep(&rest, "\n");
    if (!crowd[id].cookie || !*crowd[id].cookie) fail("too few guests");
  }
}

static u32 entering(u32 started) {
  u32 count = 0;
  for (u32 id = 0; id < started; id++)
    if (crowd[id].stage != READY && crowd[id].stage != GONE) count++;
  return count;
}

static bool everybody_enters(void) {
  u64 deadline = now() + ENTER_SECONDS * SECOND;
  for (u32 id = 0; id < crowd_size; id++) {
    while (entering(id) >= ENTER_AT_ONCE && now() < deadline) wire_wait(now() + SECOND / 1000);
    wire_connect(&crowd[id]);
  }
  while (entering(crowd_size) && now() < deadline) wire_wait(now() + SECOND / 200);
  wire_wait(now() + SECOND / 2);
  return entering(crowd_size) == 0 && ledger.gone == 0;
}

static u32 *shuffled(void) {
  u32 *order = malloc(crowd_size * sizeof *order);
  for (u32 at = 0; at < crowd_size; at++) {
    u32 other = chance() % (at + 1);
    order[at] = order[other];
    order[other] = at;
  }
  return order;
}

static void draw(drawer *who) {
  if (who->stage != READY) return;
  moment = now();
  who->sent_at[who->next % REMEMBERED] = moment;
  the_plan.dialect->draw(who, who->next++);
  wire_flush(who);
}

static double processor_seconds(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* Everybody sends in turn, evenly over each period, till `end`. */
static void draw_until(u64 end) {
  static u32 *order;
  static u64 turn, start;
  if (!order) {
    order = shuffled();
    start = now();
  }
  double gap = (double)SECOND / the_plan.rate / crowd_size;
  for (;;) {
    u64 due = start + (u64)((double)turn * gap), time = now();
    for (int burst = 0; time >= due && due < end && burst < BURST; burst++) {
      ledger_lag(time - due);
      draw(&crowd[order[turn++ % crowd_size]]);
      due = start + (u64)((double)turn * gap);
      time = now();
    }
    if (time >= end || ledger.hopeless) return;
    u64 wait = due < end ? due : end, look = time + the_plan.look_every / 2;
    wire_wait(wait > look ? wait : look);
  }
}

static u64 measured(double *processor_share) {
  for (u32 id = 0; id < crowd_size; id++) crowd[id].first = crowd[id].next;
  double messages = the_plan.rate * the_plan.seconds * crowd_size;
  ledger.late_allowed = (u64)(messages * (the_plan.drawers - 1) / 100);
  ledger.measuring = true;
  double before = processor_seconds();
  u64 start = now();
  draw_until(start + (u64)(the_plan.seconds * SECOND));
  *processor_share = (processor_seconds() - before) * SECOND / (double)(now() - start);
  ledger.measuring = false;
  u64 expected = 0;
  for (u32 id = 0; id < crowd_size; id++) {
    crowd[id].end = crowd[id].next;
    expected += (u64)(crowd[id].end - crowd[id].first) * (the_plan.drawers - 1);
  }
  return expected;
}

static void drain(u64 expected) {
  u64 deadline = now() + DRAIN_SECONDS * SECOND;
  while (ledger.delivered < expected && now() < deadline) wire_wait(now() + SECOND / 50);
}

static void print(u64 expected, double share) {
  bool all = ledger.hopeless || ledger.delivered >= expected; /* or on their way */
  u64 lost = all ? 0 : expected - ledger.delivered;
  printf("{\"expected\":%llu,\"delivered\":%llu,\"lost\":%llu,\"repeated\":%llu,\"unknown\":%llu,"
         "\"gone\":%llu,\"refused\":%llu,",
         (unsigned long long)expected, (unsigned long long)ledger.delivered,
         (unsigned long long)lost, (unsigned long long)ledger.repeated,
         (unsigned long long)ledger.unknown, (unsigned long long)ledger.gone,
         (unsigned long long)ledger.refused);
  printf("\"p50_ms\":%.2f,\"p99_ms\":%.2f,\"lag_p99_ms\":%.2f,\"client_share\":%.3f,"
         "\"hopeless\":%s,\"bytes_per_point\":%.2f}\n",
         ledger_latency(0.5), ledger_latency(0.99), ledger_lag_p99(), share,
         ledger.hopeless ? "true" : "false",
         ledger.delivered ? (double)ledger.bytes_received / (double)ledger.delivered / POINTS : 0);
}

/* The caller measures the server between these two lines on the standard output. */
static void announce(const char *what) {
  puts(what);
  fflush(stdout);
}

int main(int count, char **arguments) {
  prctl(PR_SET_TIMERSLACK, 1);
  signal(SIGPIPE, SIG_IGN);
  struct rlimit most;
  getrlimit(RLIMIT_NOFILE, &most);
  most.rlim_cur = most.rlim_max;
  setrlimit(RLIMIT_NOFILE, &most);
  read_plan(count, arguments);
  make_crowd();
  hand_out_cookies();
  wire_open();
  if (!everybody_enters()) {
    announce("{\"error\":\"not everybody could enter\"}");
    return 1;
  }
  draw_until(now() + (u64)(the_plan.warm_seconds * SECOND));
  announce("measuring");
  double share;
  u64 expected = measured(&share);
  announce("measured");
  if (!ledger.hopeless) drain(expected);
  print(expected, share);
  return 0;
}
