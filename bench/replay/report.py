"""What was found, as figures and as tables. No I/O but to write the page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bench.replay.filming import Filmed
    from bench.replay.watching import Played

PAGE = Path(__file__).with_name("page.md")
OPENED, SOUGHT, FILMED = 10_000, 100_000, 2_000  # strokes
OFF = 0.15  # of bare paper, may the last frame of a time-lapse be away from the server's picture


@dataclass(frozen=True)
class Found:
    """Times are milliseconds, but for `developed`, which is seconds."""

    first_frames: list[float]
    played: dict[int, Played]
    seeks: list[float]
    developed: float
    film: Filmed


@dataclass(frozen=True, slots=True)
class Bar:
    what: str
    most: float
    unit: str
    reached: float

    @property
    def holds(self) -> bool:
        return self.reached <= self.most


def bars(found: Found) -> list[Bar]:
    return [
        Bar(
            f"first frame of {OPENED:,} strokes after the navigation, the median",
            1000,
            "ms",
            median(found.first_frames),
        ),
        *(
            Bar(f"playing at {speed}×, p95 of a frame", 20, "ms", played.p95)
            for speed, played in found.played.items()
        ),
        Bar(f"seeking in {SOUGHT:,} strokes, p95", 300, "ms", quantiles(found.seeks, n=20)[-1]),
        Bar(f"a time-lapse of {FILMED:,} strokes", 15, "s", found.film.seconds),
        Bar("its last frame, of bare paper away from the picture", OFF, "", found.film.last_is_off),
    ]


def missed(found: Found) -> list[str]:
    late = [f"{bar.what}: {bar.reached:.2f} {bar.unit}" for bar in bars(found) if not bar.holds]
    return late + ([] if found.film.first_is_bare else ["a time-lapse that begins with ink"])


def figures(found: Found) -> dict[str, Any]:
    return {bar.what: round(bar.reached, 2) for bar in bars(found)}


def tables(found: Found) -> str:
    return "\n\n".join((bars_table(found), frames_table(found), film_table(found)))


def bars_table(found: Found) -> str:
    lines = ["| | asked for | reached |", "| --- | --: | --: |"]
    for bar in bars(found):
        unit = f" {bar.unit}" if bar.unit else ""
        lines.append(f"| {bar.what} | ≤ {bar.most:g}{unit} | {bar.reached:.3g}{unit} |")
    return "\n".join(lines)


def frames_table(found: Found) -> str:
    lines = [
        "| speed | frames | p50, ms | p95, ms | longest, ms |",
        "| --: | --: | --: | --: | --: |",
    ]
    for speed, played in found.played.items():
        lines.append(
            f"| {speed}× | {played.frames} | {played.p50:.1f} | {played.p95:.1f} "
            f"| {played.longest:.1f} |"
        )
    return "\n".join(lines)


def film_table(found: Found) -> str:
    film = found.film
    return "\n".join(
        [
            "| strokes | seconds to the file | steps of the bar | MB | seconds of film | size "
            "| first frame | last frame, of bare paper away |",
            "| --: | --: | --: | --: | --: | --: | --- | --: |",
            f"| {film.strokes:,} | {film.seconds:.1f} | {film.steps} | {film.bytes / 2**20:.1f} "
            f"| {film.duration:.1f} | {film.size[0]} × {film.size[1]} "
            f"| {'bare paper' if film.first_is_bare else 'ink'} | {film.last_is_off:.3f} |",
        ]
    )


def write(found: Found, page: Path) -> None:
    text = PAGE.read_text(encoding="utf-8")
    page.write_text(
        text.format(
            bars=bars_table(found),
            frames=frames_table(found),
            film=film_table(found),
            openings=len(found.first_frames),
            slowest=f"{max(found.first_frames):.0f}",
            seeks=len(found.seeks),
            p50=f"{median(found.seeks):.0f}",
            developed=f"{found.developed:.0f}",
        ),
        encoding="utf-8",
    )
