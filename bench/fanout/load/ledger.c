/* Every delivery (a message and one recipient) is matched to its sending. */
#include "load.h"

struct ledger ledger;

/* Microseconds in steps of 1/32 of a power of two: exact below 64, then within 3 %. */
enum { STEPS = 32, BUCKETS = 64 * STEPS };
typedef struct {
  u64 count[BUCKETS], total;
} histogram;

static histogram latencies, lags;

static u32 bucket_of(u64 value) {
  if (value < 64) return (u32)value;
  int exponent = 63 - __builtin_clzll(value);
  return 64 + (u32)(exponent - 6) * STEPS + (u32)(value >> (exponent - 5) & (STEPS - 1));
}

static double middle_of(u32 bucket) {
  if (bucket < 64) return bucket;
  u32 exponent = 6 + (bucket - 64) / STEPS;
  return (double)((STEPS + (bucket - 64) % STEPS) * 2 + 1) * (double)(1ull << (exponent - 6));
}

static void note(histogram *where, u64 nanoseconds) {
  where->count[bucket_of(nanoseconds / 1000)]++;
  where->total++;
}

static double milliseconds_at(const histogram *of, double share) {
  u64 wanted = (u64)(share * (double)of->total), seen = 0;
  for (u32 bucket = 0; bucket < BUCKETS; bucket++) {
    seen += of->count[bucket];
    if (seen > wanted) return middle_of(bucket) / 1000;
  }
  return 0;
}

void ledger_delivery(drawer *to, u32 sender, u32 number) {
  if (sender >= the_plan.drawers) {
    ledger.unknown++;
    return;
  }
  drawer *from = &crowd[to->room * the_plan.drawers + sender];
  if (from == to) return;
  u32 last = to->last_heard[sender];
  if (number >= from->next) {
    ledger.unknown++;
    return;
  }
  if (last != NEVER && number <= last) {
    ledger.repeated++;
    return;
  }
  to->last_heard[sender] = number;
  if (number < from->first || number >= from->end) return;
  u64 latency = moment - from->sent_at[number % REMEMBERED];
  ledger.delivered++;
  note(&latencies, latency);
  if (the_plan.most && latency > the_plan.most && ++ledger.late > ledger.late_allowed)
    ledger.hopeless = true;
}

void ledger_lag(u64 nanoseconds) {
  if (ledger.measuring) note(&lags, nanoseconds);
}

double ledger_latency(double share) { return milliseconds_at(&latencies, share); }
double ledger_lag_p99(void) { return milliseconds_at(&lags, 0.99); }
