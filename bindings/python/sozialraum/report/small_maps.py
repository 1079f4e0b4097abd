"""Where is how much of what? A small map an indicator, all with the same five classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sozialraum.level.labels import decimals_of, indicator_label
from sozialraum.report.model import SmallMap
from sozialraum.report.svg import SmallView, draw_small
from sozialraum.words.colours import CLASS_COLOURS
from sozialraum.words.numbers import german_date, integer, number
from sozialraum.words.sources import as_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from sozialraum.level.result import LevelResult

__all__ = ["class_limits", "class_words", "classes_of", "map_of", "small_maps"]

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


def class_limits(result: LevelResult, name: str) -> np.ndarray | None:
    """The limits between fifths of the areas shown, as rounded as they are told; None if all are
    alike.
    """
    import numpy as np

    codes, measures = list(result.order), result.measures
    value = measures.value.loc[codes, name].where(~measures.filled.loc[codes, name].astype(bool))
    if value.nunique() < 2:
        return None
    inner = np.quantile(value.dropna(), [0.2, 0.4, 0.6, 0.8])
    return np.unique(np.round(inner, decimals_of(result, name)))


def class_words(result: LevelResult, name: str, values: pd.Series) -> dict[str, str]:
    """The class of each value in words, for what may not be told as a number."""
    import numpy as np

    limits = class_limits(result, name)
    known = values.dropna()
    if limits is None:
        return {str(code): "" for code in known.index}
    texts = _words(limits, decimals_of(result, name), len(CLASS_COLOURS))
    classes = np.searchsorted(limits, known.to_numpy(dtype=float), side="right")
    return {str(code): texts[number] for code, number in zip(known.index, classes, strict=True)}


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
        limits=_words(limits, decimals_of(result, name), len(CLASS_COLOURS)),
        note=note,
    )


def _striped(result: LevelResult, name: str) -> list[bool]:
    codes, measures, limits = list(result.order), result.measures, class_limits(result, name)
    assert limits is not None  # asked before
    own = ~measures.filled.loc[codes, name].astype(bool) & measures.value.loc[codes, name].notna()
    lower = classes_of(limits, measures.lower.loc[codes, name])
    upper = classes_of(limits, measures.upper.loc[codes, name])
    return [bool(s) for s in (lower >= 0) & (upper - lower >= _WIDE - 1) & own.to_numpy()]


def classes_of(limits: np.ndarray, values: pd.Series) -> np.ndarray:
    """Number of the class from 0; -1 = no value. A value on a limit is in the upper class."""
    import numpy as np

    numbers = values.to_numpy(dtype=float)
    found = np.searchsorted(limits, np.nan_to_num(numbers), side="right")
    return np.where(np.isnan(numbers), -1, found)


def _words(limits: np.ndarray, digits: int, classes: int) -> list[str]:
    """The classes in words; of fewer limits fewer classes."""
    texts = [number(float(limit), digits) for limit in limits]
    middle = [f"{low} bis unter {high}" for low, high in zip(texts, texts[1:], strict=False)]
    return [f"unter {texts[0]}", *middle, f"ab {texts[-1]}"][:classes]
