"""Sections and goals as text that fits a terminal of 100 characters."""

from __future__ import annotations

from textwrap import fill

from report import Goal, Section

WIDTH = 100


def section_text(section: Section) -> str:
    """A section: its heading, and its figures as a table."""
    lines = [fill(paragraph, WIDTH) for paragraph in section.heading.splitlines()]
    if section.figures:
        cells = [
            ["" if figure[column.key] is None else column.text(figure[column.key])
             for column in section.columns]
            for figure in section.figures
        ]  # fmt: skip
        lines += ["", *_aligned([[column.title for column in section.columns], *cells])]
    return "\n".join(lines)


def goals_text(goals: list[Goal]) -> str:
    """Every goal with what was wanted and reached."""
    rows = [["goal", "wanted", "reached", "verdict"]]
    for goal in goals:
        wanted, reached = (_number(figure, goal.unit) for figure in (goal.wanted, goal.reached))
        bound = "at least" if goal.is_least else "at most"
        rows.append([goal.what, f"{bound} {wanted}", reached, goal.verdict])
    return "\n".join(_aligned(rows))


def _aligned(rows: list[list[str]]) -> list[str]:
    """The rows as lines: the first column begins where the line does, all others end together."""
    widths = [max(map(len, column)) for column in zip(*rows)]
    lines = []
    for first, *others in rows:
        cells = [first.ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(others, widths[1:])]
        lines.append("  ".join(cells).rstrip())
    return lines


def _number(figure: float | None, unit: str) -> str:
    if figure is None:
        return "-"
    digits = 3 if figure < 0.1 else 2 if figure < 10 else 1 if figure < 100 else 0
    return f"{figure:,.{digits}f} {unit}".rstrip()
