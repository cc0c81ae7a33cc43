"""The three questions, asked of all contenders in turn: a noisy minute hits them all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from bench.fanout.contenders import Contender
from bench.fanout.search import Search
from bench.fanout.trial import Laboratory, Load, Outcome

ROOM_OF = 4
LIGHT = 10  # drawers
LIGHT_ROUNDS = 3
MOST_DRAWERS = 1000  # guests that are made; in one room, and in rooms of four
MOST_ROOMS = 800

Tell = Callable[[Contender, Outcome], None]


@dataclass(frozen=True, slots=True)
class Workload:
    """How many of something a server can carry."""

    name: str
    title: str
    index: int  # into Contender.expected
    limit: int
    one_room: bool

    def load(self, count: int, seconds: float) -> Load:
        return Load(count, 1, seconds) if self.one_room else Load(ROOM_OF, count, seconds)


ONE_ROOM = Workload("one_room", "drawers in one room", 0, MOST_DRAWERS, True)
ROOMS_OF_FOUR = Workload("rooms_of_four", "rooms of four drawers", 1, MOST_ROOMS, False)


@dataclass
class Found:
    """The most a contender carried, and the trial in which it did."""

    most: int
    best: Outcome | None
    noisy: bool  # a trial that failed was disturbed


def find_most(
    laboratory: Laboratory,
    workload: Workload,
    contenders: Sequence[Contender],
    seconds: float,
    tell: Tell,
) -> dict[str, Found]:
    """One trial of each contender in turn, until every search is over."""
    least = 2 if workload.one_room else 1
    searches = {
        each.name: Search(each.expected[workload.index], least, workload.limit)
        for each in contenders
    }
    found = {each.name: Found(0, None, False) for each in contenders}
    while any(search.next is not None for search in searches.values()):
        for contender in contenders:
            search, result = searches[contender.name], found[contender.name]
            if (count := search.next) is None:
                continue
            outcome = laboratory.judge(contender, workload.load(count, seconds))
            tell(contender, outcome)
            search.tell(outcome.passed, clear=outcome.easy or outcome.overrun)
            result.most = search.most
            if outcome.passed and count == search.most:
                result.best = outcome
            result.noisy |= outcome.noisy and not outcome.passed
    return found


@dataclass(frozen=True, slots=True)
class Delay:
    p50: float
    p99: float


def light(
    laboratory: Laboratory, contenders: Sequence[Contender], seconds: float, tell: Tell
) -> dict[str, Delay]:
    """Latency of a room with ten drawers: the median of a few rounds."""
    load = Load(LIGHT, 1, seconds, look_us=0)
    outcomes: dict[str, list[Outcome]] = {contender.name: [] for contender in contenders}
    for _ in range(LIGHT_ROUNDS):
        for contender in contenders:
            outcome = laboratory.judge(contender, load)
            tell(contender, outcome)
            outcomes[contender.name].append(outcome)
    return {
        name: Delay(median(each.p50 for each in mine), median(each.p99 for each in mine))
        for name, mine in outcomes.items()
    }
