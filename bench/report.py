"""What the benchmark has to say: sections of figures, and goals with what was reached."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Goal:
    """Something to stay at or below, or to reach at least."""

    what: str
    wanted: float
    reached: float | None
    """`None` where it could not be measured."""
    unit: str = ""
    is_least: bool = False
    """Whether more is better."""

    @property
    def is_met(self) -> bool:
        """Whether what was reached is as wanted."""
        if self.reached is None:
            return False
        return self.reached >= self.wanted if self.is_least else self.reached <= self.wanted

    @property
    def verdict(self) -> str:
        """How what was reached stands to what was wanted."""
        if self.reached is None:
            return "not measured"
        return "met" if self.is_met else f"missed, {self.reached / self.wanted:.2f}x"


@dataclass(frozen=True)
class Column:
    """A column of a table: which figure it shows, its title, and how it is written."""

    key: str
    title: str
    text: Callable[[Any], str] = str


@dataclass(frozen=True)
class Section:
    """What one group found."""

    name: str
    heading: str
    columns: list[Column] = field(default_factory=list)
    figures: list[dict[str, Any]] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)

    def json(self) -> dict[str, Any]:
        """The section for a script."""
        goals = [{**asdict(goal), "met": goal.is_met} for goal in self.goals]
        return {
            "name": self.name, "heading": self.heading, "figures": self.figures, "goals": goals
        }  # fmt: skip
