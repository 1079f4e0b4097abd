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

    from sozialraum.level.result import LevelResult

__all__ = ["small_maps"]

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
    import numpy as np

    codes = list(result.order)
    measures, digits = result.measures, decimals_of(result, name)
    value = measures.value.loc[codes, name].where(~measures.filled.loc[codes, name].astype(bool))
    if value.nunique() < 2:
        return None
    inner = np.quantile(value.dropna(), [0.2, 0.4, 0.6, 0.8])
    limits = np.unique(np.round(inner, digits))
    classes = _classes(limits, value.to_numpy(dtype=float))
    lower = _classes(limits, measures.lower.loc[codes, name].to_numpy(dtype=float))
    upper = _classes(limits, measures.upper.loc[codes, name].to_numpy(dtype=float))
    striped = (lower >= 0) & (upper - lower >= _WIDE - 1) & (classes >= 0)
    label, unknown = indicator_label(result, name), int((classes < 0).sum())
    svg = draw_small(
        SmallView(
            geometries=list(result.areas.loc[codes].geometry),
            classes=[int(c) for c in classes],
            striped=[bool(s) for s in striped],
            title=f"{label}: {result.level.shown}. Die Werte stehen auf den Seiten und in areas.xlsx.",
            id=f"{result.level.id}-klein-{name}",
            outlines=[result.outline] if result.outline is not None else [],
        )
    )
    definition = measures.definitions[name]
    return SmallMap(
        label=label,
        unit=str(definition.unit),
        dates=as_of(german_date(str(definition.date))) or "ohne Jahr",
        svg=svg,
        limits=_words(limits, digits, len(CLASS_COLOURS)),
        note=f"{integer(unknown)} ohne eigene Angabe" if unknown else "",
    )


def _classes(limits: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Number of the class from 0; -1 = no value. A value on a limit is in the upper class."""
    import numpy as np

    found = np.searchsorted(limits, np.nan_to_num(values), side="right")
    return np.where(np.isnan(values), -1, found)


def _words(limits: np.ndarray, digits: int, classes: int) -> list[str]:
    """The classes in words; of fewer limits fewer classes."""
    texts = [number(float(limit), digits) for limit in limits]
    middle = [f"{low} bis unter {high}" for low, high in zip(texts, texts[1:], strict=False)]
    return [f"unter {texts[0]}", *middle, f"ab {texts[-1]}"][:classes]
