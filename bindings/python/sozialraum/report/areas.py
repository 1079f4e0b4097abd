"""What is known of each area? The rows of the table and a page an area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sozialraum.core import CellState
from sozialraum.level.labels import by_dimension, decimals_of, dimension_label, indicator_label
from sozialraum.report.model import AreaPage, AreaRow, ValueRow
from sozialraum.report.text import area_anchor, area_href
from sozialraum.words.areas import than_mean_area
from sozialraum.words.colours import palette
from sozialraum.words.numbers import (
    certainty_words,
    enumeration,
    integer,
    number,
    percent,
    span,
)

if TYPE_CHECKING:
    from sozialraum.level.result import LevelResult

__all__ = ["area_pages", "area_rows"]

_STRIKING = 3


def area_rows(result: LevelResult, names: dict[str, str]) -> list[AreaRow]:
    """The areas shown: the one in focus first, the others by name."""
    focus = {str(code) for code in result.areas.index[result.areas["focus"].astype(bool)]}
    return [_row(result, code, names, focus=code in focus) for code in result.order]


def _row(result: LevelResult, code: str, names: dict[str, str], *, focus: bool) -> AreaRow:
    letter = str(result.typing.letters[code])
    certainty = float(result.typing.certainty[code])
    colour, ink = palette(letter)
    people = result.people_of[code]
    return AreaRow(
        code=code,
        anchor=area_anchor(result.level.id, code),
        href=area_href(result, code),
        name=result.name_of[code],
        population=integer(people),
        population_number=int(people),
        letter=letter,
        type_name=names[letter],
        colour=colour,
        ink=ink,
        certainty=f"{certainty_words(certainty)} ({integer(100 * certainty)} von 100)",
        certainty_number=round(1000 * certainty),
        second=f"Typ {result.typing.second[code]}",
        focus=focus,
        marks=_marks(result, code),
    )


def _marks(result: LevelResult, code: str) -> str:
    near = [f.options.name for f in result.ways.facilities if bool(f.beyond_edge.get(code, False))]
    if len(near) > 2:
        return f"randnah bei {integer(len(near))} von {integer(len(result.ways.facilities))} Einrichtungen"
    return f"randnah: {', '.join(near)}" if near else ""


@dataclass(frozen=True)
class _Column:
    """One indicator over the areas shown: what does not differ between pages is made once."""

    label: str
    dimension: str
    unit: str
    decimals: int
    context: bool
    adds_mean: bool
    shown: str
    region: str
    value: dict[str, float]
    lower: dict[str, float]
    upper: dict[str, float]
    weight: dict[str, float]
    state: dict[str, int]
    filled: dict[str, bool]
    guarded: dict[str, bool]


def area_pages(
    result: LevelResult, rows: Sequence[AreaRow], names: Mapping[str, str]
) -> list[AreaPage]:
    """A page for each row. O(areas x indicators)."""
    codes = [row.code for row in rows]
    columns_of_z = [str(name) for name in result.typing.z.columns]
    columns = {name: _column(result, name, codes) for name in by_dimension(result, context=True)}
    z = {
        code: dict(zip(columns_of_z, values, strict=True))
        for code, values in zip(codes, result.typing.z.loc[codes].to_numpy(), strict=True)
    }
    return [
        AreaPage(
            row=row,
            sentences=_sentences(result, row, names, _striking(result, columns, z[row.code], row)),
            values=[_value_row(column, row.code) for column in columns.values()],
            peers=_peers(result, row.code),
            remarks=_remarks(result, row.code),
        )
        for row in rows
    ]


def _column(result: LevelResult, name: str, codes: list[str]) -> _Column:
    measures, use = result.measures, result.measures.uses[name]
    decimals = decimals_of(result, name)
    frames = {
        part: getattr(measures, part).loc[codes, name].to_dict()
        for part in ("value", "lower", "upper", "weight", "filled", "guarded")
    }
    return _Column(
        label=indicator_label(result, name),
        dimension=dimension_label(result, name),
        unit=str(measures.definitions[name].unit),
        decimals=decimals,
        context=use.use == "context",
        adds_mean=use.use == "type",
        shown=number(float(result.comparison.shown[name]), decimals),
        region=number(float(result.comparison.region[name]), decimals),
        state={str(c): int(s) for c, s in measures.states.loc[codes, name].items()},
        **frames,
    )


def _sentences(
    result: LevelResult, row: AreaRow, names: Mapping[str, str], striking: str
) -> list[str]:
    certainty = float(result.typing.certainty[row.code])
    second = str(result.typing.second[row.code])
    first = (
        f"Typ {row.letter}: {row.type_name}. Die Zuordnung ist {certainty_words(certainty)}: "
        f"In {integer(100 * certainty)} von 100 Wiederholungen kommt derselbe Typ heraus."
    )
    if certainty < 0.9:
        first += f" Am zweitnächsten liegt Typ {second} ({names[second]})."
    return [first, striking]


def _striking(
    result: LevelResult, columns: Mapping[str, _Column], z: Mapping[str, float], row: AreaRow
) -> str:
    """Up to three indicators in which the area stands out from the mean area.

    In the words of the project file, and only where the page's own comparison with the region
    says the same: what is more than in the mean area and less than in the region is not told.
    """
    phrases: list[str] = []
    for name in sorted(z, key=lambda n: (-abs(z[n]), n)):
        if len(phrases) == _STRIKING:
            break
        use, column = result.measures.uses[name], columns[name]
        if not abs(z[name]) >= 1.0 or column.filled[row.code]:
            continue
        away = column.value[row.code] - float(result.comparison.region[name])
        phrase = use.more if z[name] > 0 else use.less
        if phrase and away * z[name] > 0:
            phrases.append(phrase)
    compared = f"{than_mean_area(result.level.area)} ({result.level.region})"
    if not phrases:
        return f"Im Vergleich {compared} weicht kein Merkmal deutlich ab."
    return f"Im Vergleich {compared} fällt auf: {enumeration(phrases)}."


def _value_row(column: _Column, code: str) -> ValueRow:
    decimals, guarded = column.decimals, bool(column.guarded[code])
    weight = column.weight[code]
    return ValueRow(
        label=column.label,
        dimension=column.dimension,
        unit=column.unit,
        value=number(column.value[code], decimals),
        interval=span(column.lower[code], column.upper[code], decimals),
        weight=percent(round(weight, 1)) if guarded else percent(weight),
        shown=column.shown,
        region=column.region,
        remark=_remark(column, code),
        context=column.context,
    )


def _remark(column: _Column, code: str) -> str:
    state = CellState(column.state[code])
    parts = []
    if column.filled[code] and not state.has_value:
        parts.append(f"ohne eigene Angabe ({state.label_de})")
        if column.adds_mean:
            parts.append("im Typ zählt der Durchschnitt")
    elif column.filled[code]:
        parts.append("ohne eigene Angabe; es zählt der Durchschnitt")
    if column.guarded[code]:
        parts.append("Fallzahl geschützt (1 oder 2)")
    if column.context:
        parts.append("nur zur Information, nicht im Typ")
    return "; ".join(parts)


def _peers(result: LevelResult, code: str) -> list[tuple[str, str, str]]:
    peers = []
    for other in result.typing.peers.get(code, []):
        shown = other in result.shown
        named = shown or result.level.grid is None
        name = result.name_of[other] if named else f"Zelle {other}"
        note = f"Typ {result.typing.letters[other]}, {integer(result.people_of[other])} Menschen"
        peers.append((name, area_href(result, other), note))
    return peers


def _remarks(result: LevelResult, code: str) -> list[str]:
    texts = []
    for facility in result.ways.facilities:
        if bool(facility.beyond_edge.get(code, False)):
            texts.append(
                f"{facility.options.name}: Der Rand der Daten liegt näher als die gefundene Einrichtung. "
                "Jenseits davon kann es eine nähere geben."
            )
    return texts
