"""What did smoothing change? Raw and smoothed side by side: which areas moved most, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sozialraum.level.classes import class_limits, classes_of
from sozialraum.level.labels import decimals_of, indicator_label
from sozialraum.level.years import of_today
from sozialraum.report.model import MovedRow, SmallMap, SmoothingPart
from sozialraum.report.small_maps import map_of
from sozialraum.report.text import area_href
from sozialraum.words import smoothing as words
from sozialraum.words.modes import MEASURED
from sozialraum.words.numbers import number, span, weight_words

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.level.result import LevelResult

__all__ = ["borrowed", "smoothing_part", "target_text"]

_MOVED = 3  # areas an indicator
_PAIRS = 3  # pairs of maps
_HALF = 0.5


def smoothing_part(result: LevelResult) -> SmoothingPart | None:
    """Who moved most, with raw value, weight and target, and the unshrunk maps; None if nothing
    was smoothed.

    Protected counts are not among them. Where weights are told in words only, raw values and
    targets are not told: with the weight they would give the count back.
    """
    measures = result.measures
    names = [name for name in of_today(measures.uses) if name in measures.priors]
    if not names:
        return None
    rows = [row for name in names for row in _moved_most(result, name)]
    return SmoothingPart(
        intro=words.introduction(
            {target_text(result, name) for name in names}, told=not measures.weight_words
        ),
        rows=rows,
        told=not measures.weight_words,
        maps=_pairs(result, names),
    )


def target_text(result: LevelResult, name: str) -> str:
    """What the values of an indicator are pulled towards, in words."""
    level, towards = result.level, result.measures.uses[name].towards
    if towards == "region":
        return words.REGION
    if towards == "neighbours" and level.neighbours is not None:
        return words.neighbours(
            level.areas,
            level.neighbours.within_minutes,
            level.neighbours.mode,
            MEASURED[result.ways.method],
        )
    return words.everybody(result.reference, level.areas)


def borrowed(result: LevelResult, name: str, codes: list[str]) -> dict[str, str]:
    """Raw value and how much of the shown one is not its own; "" where that is nothing or secret."""
    measures, digits = result.measures, decimals_of(result, name)
    if measures.weight_words or name not in measures.priors:
        return dict.fromkeys(codes, "")
    told, cells = _told(result, name), _Cells(result, name)
    return {
        code: words.raw_and_borrowed(
            number(cells.raw[code], digits), words.borrowed_share(cells.weight[code])
        )
        if told[code] and number(cells.raw[code], digits) != number(cells.value[code], digits)
        else ""
        for code in codes
    }


def _by_area(column: pd.Series) -> dict[str, float]:
    return {str(code): float(value) for code, value in column.items()}


class _Cells:
    """One indicator, area by area."""

    def __init__(self, result: LevelResult, name: str) -> None:
        measures = result.measures
        self.raw = _by_area(measures.raw[name])
        self.value = _by_area(measures.value[name])
        self.lower = _by_area(measures.lower[name])
        self.upper = _by_area(measures.upper[name])
        self.weight = _by_area(measures.weight[name])
        self.pulled_to = _by_area(measures.pulled_to[name])


def _told(result: LevelResult, name: str) -> dict[str, bool]:
    """Areas with a figure of their own that is not protected."""
    measures = result.measures
    kept = ~(measures.guarded[name].astype(bool) | measures.filled[name].astype(bool))
    return {str(code): bool(one) for code, one in kept.items()}


def _moved_most(result: LevelResult, name: str) -> list[MovedRow]:
    """The areas shown that moved most, largest first; a change that no digit shows is none."""
    digits, cells, told = decimals_of(result, name), _Cells(result, name), _told(result, name)
    seen = [
        code
        for code in result.order
        if told[code] and number(cells.raw[code], digits) != number(cells.value[code], digits)
    ]
    far = sorted(seen, key=lambda code: -abs(cells.value[code] - cells.raw[code]))[:_MOVED]
    return [_moved_row(result, name, code, cells) for code in far]


def _moved_row(result: LevelResult, name: str, code: str, cells: _Cells) -> MovedRow:
    measures, digits = result.measures, decimals_of(result, name)
    weight, told = cells.weight[code], not measures.weight_words
    towards = str(measures.uses[name].towards)
    if cells.pulled_to[code] == measures.priors[name][0]:  # so are those in regions of few areas
        towards = "all"
    return MovedRow(
        indicator=indicator_label(result, name),
        unit=str(measures.definitions[name].unit),
        area=result.name_of[code],
        href=area_href(result, code),
        raw=number(cells.raw[code], digits) if told else "",
        value=number(cells.value[code], digits),
        interval=span(cells.lower[code], cells.upper[code], digits),
        borrowed=words.borrowed_share(weight) if told else weight_words(weight),
        target=number(cells.pulled_to[code], digits) if told else "",
        towards=words.SHORT[towards],
        why=words.FEW_PEOPLE if weight < _HALF else words.FAR_FROM_TARGET,
    )


def _pairs(result: LevelResult, names: list[str]) -> list[tuple[SmallMap, SmallMap]]:
    """Raw beside smoothed in the same classes: of the indicators in which most areas change it."""
    codes = list(result.order)
    changes: dict[str, int] = {}
    for name in names:
        limits = class_limits(result, name)
        if limits is None:
            continue
        raw, value = classes_of(limits, _raw(result, name)), classes_of(limits, _own(result, name))
        changes[name] = int(((raw != value) & (raw >= 0)).sum())
    chosen = sorted((n for n in changes if changes[n]), key=lambda n: (-changes[n], n))[:_PAIRS]
    return [
        (
            map_of(result, name, _raw(result, name), id="roh", note=words.RAW_MAP),
            map_of(
                result,
                name,
                _own(result, name),
                id="glatt",
                note=words.changed(changes[name], len(codes), result.level.areas),
            ),
        )
        for name in chosen
    ]


def _own(result: LevelResult, name: str) -> pd.Series:
    measures, codes = result.measures, list(result.order)
    return measures.value.loc[codes, name].where(~measures.filled.loc[codes, name].astype(bool))


def _raw(result: LevelResult, name: str) -> pd.Series:
    measures, codes = result.measures, list(result.order)
    return measures.raw.loc[codes, name].where(~measures.filled.loc[codes, name].astype(bool))
