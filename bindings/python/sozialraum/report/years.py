"""How was it before? A line of years for each indicator of an area that has them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sozialraum.level.labels import decimals_of, indicator_label
from sozialraum.level.years import years_of
from sozialraum.report.model import YearsRow
from sozialraum.words.years import change_words, values_of_years

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.level.result import LevelResult

__all__ = ["YearsOfAreas", "years_of_areas"]

_WIDTH, _HEIGHT, _EDGE = 160.0, 40.0, 6.0


@dataclass(frozen=True)
class _Course:
    """An indicator over years: what the lines of all areas share, made once."""

    label: str
    unit: str
    decimals: int
    years: dict[int, str]
    value: dict[str, dict[str, float]]
    lower: dict[str, dict[str, float]]
    upper: dict[str, dict[str, float]]
    others: dict[str, dict[str, float]]
    guarded: dict[str, dict[str, bool]]
    change: pd.DataFrame | None
    lowest: float
    highest: float

    def x(self, year: int) -> float:
        """Position of a year: as far apart as the years are."""
        first, last = min(self.years), max(self.years)
        return _EDGE + (year - first) / (last - first) * (_WIDTH - 2 * _EDGE)

    def y(self, value: float) -> float:
        """Position of a value; what lies beyond the scale of the areas stands at its edge."""
        span = self.highest - self.lowest
        part = (value - self.lowest) / span if span > 0 else 0.5
        return _HEIGHT - _EDGE - max(0.0, min(1.0, part)) * (_HEIGHT - 2 * _EDGE)


class YearsOfAreas:
    """The lines of years of a level."""

    def __init__(self, courses: Sequence[_Course]) -> None:
        self._courses = courses

    def rows(self, code: str) -> list[YearsRow]:
        """A row for each indicator of which the area has a figure in two years."""
        rows = (_row(course, code) for course in self._courses)
        return [row for row in rows if row is not None]


def years_of_areas(result: LevelResult, codes: Sequence[str]) -> YearsOfAreas:
    """The lines of the areas that have a page. O(areas x indicators x years)."""
    courses = [_course(result, name, years, codes) for name, years in _in_order(result)]
    return YearsOfAreas(courses)


def _in_order(result: LevelResult) -> list[tuple[str, dict[int, str]]]:
    found = years_of(result.measures)
    return [(name, found[name]) for name in result.measures.uses if name in found]


def _course(result: LevelResult, name: str, years: dict[int, str], codes: Sequence[str]) -> _Course:
    measures, names = result.measures, list(years.values())
    told = measures.value[names].mask(
        measures.guarded[names].astype(bool) | measures.filled[names].astype(bool)
    )
    others = result.comparison.others[names]
    others = others.mask(measures.guarded.loc[others.index, names].astype(bool))
    lower, upper = (frame[names].where(told.notna()) for frame in (measures.lower, measures.upper))
    drawn = [frame.loc[list(codes)].to_numpy(float).ravel() for frame in (told, lower, upper)]
    known = [float(value) for values in drawn for value in values if math.isfinite(value)]
    return _Course(
        label=indicator_label(result, name),
        unit=str(measures.definitions[name].unit),
        decimals=decimals_of(result, name),
        years=years,
        value=_by_name(told),
        lower=_by_name(lower),
        upper=_by_name(upper),
        others=_by_name(others),
        guarded=_by_name(measures.guarded[names].astype(bool)),
        change=result.changes_of_years.get(name),
        lowest=min(known, default=math.nan),
        highest=max(known, default=math.nan),
    )


def _by_name(frame: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Indicator -> code -> cell."""
    return {
        str(name): {str(code): cell for code, cell in column.items()}
        for name, column in frame.items()
    }


def _row(course: _Course, code: str) -> YearsRow | None:
    value = {year: course.value[name][code] for year, name in course.years.items()}
    guarded = {year: bool(course.guarded[name][code]) for year, name in course.years.items()}
    if sum(math.isfinite(v) for v in value.values()) < 2:
        return None
    return YearsRow(
        label=course.label,
        unit=course.unit,
        line=_line(course, code, value),
        values=values_of_years(value, guarded, course.decimals),
        change=_change(course, code, value, guarded),
    )


def _change(
    course: _Course, code: str, value: Mapping[int, float], guarded: Mapping[int, bool]
) -> str:
    """What is told of the change from the first year to the last."""
    first, last = min(value), max(value)
    difference = value[last] - value[first]
    hidden = guarded[first] or guarded[last]
    if course.change is None:
        return change_words(None, difference, guarded=hidden, tested=False)
    tested: Any = course.change.loc[code]
    beyond = None
    if tested["beyond_chance"] == tested["beyond_chance"]:
        beyond = bool(tested["beyond_chance"])
    return change_words(beyond, difference, guarded=hidden, tested=True)


def _line(course: _Course, code: str, value: Mapping[int, float]) -> str:
    """Points joined where two years follow each other, with intervals; the others in grey."""
    parts = [
        f'<svg class="years" viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}" aria-hidden="true" focusable="false">'
    ]
    others = {y: course.others[name].get(code, math.nan) for y, name in course.years.items()}
    for piece in _pieces(others):
        parts.append(
            f'<path d="{_path(course, piece)}" fill="none" stroke="#767670" stroke-width="2.2"/>'
        )
    for year in (y for y, v in value.items() if math.isfinite(v)):
        name = course.years[year]
        ends = course.lower[name][code], course.upper[name][code]
        if all(math.isfinite(end) for end in ends):
            low, high = (course.y(end) for end in ends)
            parts.append(
                f'<path d="M{course.x(year):.1f} {low:.1f}V{high:.1f}" stroke="#00507d" stroke-width="1.2"/>'
            )
    for piece in _pieces(value):
        parts.append(
            f'<path d="{_path(course, piece)}" fill="none" stroke="#00507d" stroke-width="1.8"/>'
        )
        parts += [_dot(course, year, v, last=year == max(value)) for year, v in piece]
    return "".join(parts) + "</svg>"


def _pieces(values: Mapping[int, float]) -> list[list[tuple[int, float]]]:
    """The years without a break, piece by piece."""
    pieces: list[list[tuple[int, float]]] = [[]]
    for year, value in values.items():
        if math.isfinite(value):
            pieces[-1].append((year, value))
        elif pieces[-1]:
            pieces.append([])
    return [piece for piece in pieces if piece]


def _path(course: _Course, piece: Sequence[tuple[int, float]]) -> str:
    return "M" + "L".join(f"{course.x(year):.1f} {course.y(value):.1f}" for year, value in piece)


def _dot(course: _Course, year: int, value: float, *, last: bool) -> str:
    fill, edge = ("#00507d", "#ffffff") if last else ("#ffffff", "#00507d")
    return (
        f'<circle cx="{course.x(year):.1f}" cy="{course.y(value):.1f}" r="3.4" fill="{fill}" '
        f'stroke="{edge}" stroke-width="1.4"/>'
    )
