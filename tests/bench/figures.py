"""What a benchmark found: a line per figure on the screen, and the same as JSON."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from statistics import median

from tests.bench.ground import BENCH_DIR


@dataclass(frozen=True)
class Figure:
    """One measured number. `spread` is the least and the most of the `n` single measurements.

    `at_least` and `at_most` bound what `judged` names: the value itself, or its ratio to the peer's.
    """

    name: str
    value: float
    unit: str
    n: int
    spread: tuple[float, float]
    peer: float | None = None
    ratio: float | None = None
    judged: str = "value"
    at_least: float | None = None
    at_most: float | None = None

    @property
    def holds(self) -> bool:
        number = self.ratio if self.judged == "ratio" else self.value
        assert number is not None
        too_small = self.at_least is not None and number < self.at_least
        too_large = self.at_most is not None and number > self.at_most
        return not too_small and not too_large

    def line(self) -> str:
        parts = [f"{self.name} = {self.value:,.2f} {self.unit}"]
        if self.peer is not None and self.ratio is not None:
            parts.append(f"peer {self.peer:,.2f}, ratio {self.ratio:.2f}")
        parts.append(f"n {self.n}, spread {self.spread[0]:,.2f} to {self.spread[1]:,.2f}")
        if self.at_least is not None:
            parts.append(f"required: {self.judged} at least {self.at_least:g}")
        if self.at_most is not None:
            parts.append(f"required: {self.judged} at most {self.at_most:g}")
        return "; ".join(parts) + ("" if self.holds else "  MISSED")


class Report:
    """The figures of one benchmark."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.load = ""
        self.figures: list[Figure] = []

    @property
    def holds(self) -> bool:
        return all(figure.holds for figure in self.figures)

    def under(self, load: str) -> None:
        """Says what was done while measuring."""
        self.load = load
        print(f"{self.name}: {load}", flush=True)

    def add(self, figure: Figure) -> None:
        self.figures.append(figure)
        print(f"{self.name}: {figure.line()}", flush=True)

    def write(self) -> None:
        """`var/bench/<name>.json`: the first figure's keys at the top, and every figure under `figures`."""
        figures = [{**asdict(figure), "holds": figure.holds} for figure in self.figures]
        content = {**figures[0], "load": self.load, "at": datetime.now(UTC).isoformat(), "figures": figures}
        (BENCH_DIR / f"{self.name}.json").write_text(json.dumps(content, indent=2) + "\n")


def middle(values: list[float]) -> tuple[float, tuple[float, float]]:
    """The median and the spread."""
    return median(values), (min(values), max(values))
