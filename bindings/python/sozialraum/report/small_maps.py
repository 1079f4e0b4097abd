"""Where is how much of what? A small map an indicator, all with the same five classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sozialraum.level.classes import class_limits, classes_of, limit_words
from sozialraum.level.labels import indicator_label
from sozialraum.report.model import SmallMap
from sozialraum.report.svg import SmallView, draw_small
from sozialraum.words.numbers import german_date, integer
from sozialraum.words.sources import as_of

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.level.result import LevelResult

__all__ = ["map_of", "small_maps"]

_MOST_MAPS = 9
_LEAST_AREAS = 5
_WIDE = 3  # an interval that touches so many classes does not tell the class


def small_maps(result: LevelResult) -> list[SmallMap]:
    """The first indicators of the typing on small maps; none of fewer than five areas.

    The classes are fifths of the areas shown: about a fifth of them is in each. An area is striped
    if its 95 % interval touches three classes or more, and white if it has no figure of its own.
    """
    if len(result.shown) < _LEAST_AREAS:
        return []
    maps = [_small_map(result, name) for name in result.measures.typed[:_MOST_MAPS]]
    return [drawn for drawn in maps if drawn is not None]


def _small_map(result: LevelResult, name: str) -> SmallMap | None:
    codes, measures = list(result.order), result.measures
    value = measures.value.loc[codes, name].where(~measures.filled.loc[codes, name].astype(bool))
    if class_limits(result, name) is None:
        return None
    unknown = int(value.isna().sum())
    note = f"{integer(unknown)} ohne eigene Angabe" if unknown else ""
    return map_of(result, name, value, note=note, striped=_striped(result, name))


def map_of(
    result: LevelResult,
    name: str,
    value: pd.Series,
    *,
    note: str,
    id: str = "klein",
    striped: list[bool] | None = None,
) -> SmallMap:
    """A small map of some values of an indicator, in its classes."""
    limits = class_limits(result, name)
    assert limits is not None  # asked before
    codes, label = list(result.order), indicator_label(result, name)
    classes = classes_of(limits, value)
    svg = draw_small(
        SmallView(
            geometries=list(result.areas.loc[codes].geometry),
            classes=[int(c) for c in classes],
            striped=striped or [False] * len(codes),
            title=f"{label}: {result.level.shown}. Die Werte stehen auf den Seiten und in areas.xlsx.",
            id=f"{result.level.id}-{id}-{name}",
            outlines=[result.outline] if result.outline is not None else [],
        )
    )
    definition = result.measures.definitions[name]
    return SmallMap(
        label=label,
        unit=str(definition.unit),
        dates=as_of(german_date(str(definition.date))) or "ohne Jahr",
        svg=svg,
        limits=limit_words(result, name, limits),
        note=note,
    )


def _striped(result: LevelResult, name: str) -> list[bool]:
    codes, measures, limits = list(result.order), result.measures, class_limits(result, name)
    assert limits is not None  # asked before
    own = ~measures.filled.loc[codes, name].astype(bool) & measures.value.loc[codes, name].notna()
    lower = classes_of(limits, measures.lower.loc[codes, name])
    upper = classes_of(limits, measures.upper.loc[codes, name])
    return [bool(s) for s in (lower >= 0) & (upper - lower >= _WIDE - 1) & own.to_numpy()]
