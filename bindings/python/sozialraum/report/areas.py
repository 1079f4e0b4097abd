"""What is known of each area? The rows of the table and a page an area."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from sozialraum.core import CellState
from sozialraum.level.labels import by_dimension, decimals_of, dimension_label, indicator_label
from sozialraum.report.model import AreaPage, AreaRow, ValueRow
from sozialraum.report.text import area_anchor
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

__all__ = ["area_page", "area_rows"]


def area_rows(result: LevelResult, names: dict[str, str]) -> list[AreaRow]:
    """The areas shown: the one in focus first, the others by name."""
    shown = result.areas[result.areas["shown"]]
    order = sorted(
        shown.index, key=lambda c: (not shown.loc[c, "focus"], _german_key(shown.loc[c, "name"]), c)
    )
    return [_row(result, str(code), names) for code in order]


def _german_key(text: str) -> str:
    return text.lower().translate(str.maketrans("äöüß", "aous"))


def _row(result: LevelResult, code: str, names: dict[str, str]) -> AreaRow:
    letter = str(result.typing.letters[code])
    certainty = float(result.typing.certainty[code])
    colour, ink = palette(letter)
    area = result.areas.loc[code]
    return AreaRow(
        code=code,
        anchor=area_anchor(result.level.id, code),
        name=str(area["name"]),
        population=integer(area["population"]),
        population_number=int(area["population"]),
        letter=letter,
        type_name=names[letter],
        colour=colour,
        ink=ink,
        certainty=f"{certainty_words(certainty)} ({integer(100 * certainty)} von 100)",
        certainty_number=round(1000 * certainty),
        second=f"Typ {result.typing.second[code]}",
        focus=bool(area["focus"]),
        marks=_marks(result, code),
    )


def _marks(result: LevelResult, code: str) -> str:
    near = [f.options.name for f in result.ways.facilities if bool(f.beyond_edge.get(code, False))]
    if len(near) > 2:
        return f"randnah bei {integer(len(near))} von {integer(len(result.ways.facilities))} Einrichtungen"
    return f"randnah: {', '.join(near)}" if near else ""


def area_page(result: LevelResult, row: AreaRow, names: dict[str, str]) -> AreaPage:
    return AreaPage(
        row=row,
        sentences=_sentences(result, row, names),
        values=[_value_row(result, row.code, name) for name in by_dimension(result, context=True)],
        peers=_peers(result, row.code),
        remarks=_remarks(result, row.code),
    )


def _sentences(result: LevelResult, row: AreaRow, names: dict[str, str]) -> list[str]:
    code, typing = row.code, result.typing
    certainty = float(typing.certainty[code])
    second = str(typing.second[code])
    first = (
        f"Typ {row.letter}: {row.type_name}. Die Zuordnung ist {certainty_words(certainty)}: "
        f"In {integer(100 * certainty)} von 100 Wiederholungen kommt derselbe Typ heraus."
    )
    if certainty < 0.9:
        first += f" Am zweitnächsten liegt Typ {second} ({names[second]})."
    return [first, *_striking(result, code)]


def _striking(result: LevelResult, code: str) -> list[str]:
    """Up to three indicators in which the area stands out from the region, in the words of the project file."""
    z = result.typing.z.loc[code].dropna()
    own = [n for n in z.index if abs(z[n]) >= 1.0 and not bool(result.measures.filled.loc[code, n])]
    phrases = []
    for name in sorted(own, key=lambda n: (-abs(z[n]), n))[:3]:
        use = result.measures.uses[name]
        phrase = use.more if z[name] > 0 else use.less
        if phrase:
            phrases.append(phrase)
    if not phrases:
        return ["Kein Merkmal weicht um mehr als eine Standardabweichung vom Durchschnitt ab."]
    return [f"Im Vergleich ({result.level.region}) fällt auf: {enumeration(phrases)}."]


def _cell(frame: Any, row: str, column: str) -> float:
    return float(frame.at[row, column])


def _value_row(result: LevelResult, code: str, name: str) -> ValueRow:
    measures, decimals = result.measures, decimals_of(result, name)
    definition, use = measures.definitions[name], measures.uses[name]
    filled, guarded = bool(measures.filled.loc[code, name]), bool(measures.guarded.loc[code, name])
    value = _cell(measures.value, code, name)
    lower, upper = _cell(measures.lower, code, name), _cell(measures.upper, code, name)
    weight = _cell(measures.weight, code, name)
    return ValueRow(
        label=indicator_label(result, name),
        dimension=dimension_label(result, name),
        unit=str(definition.unit),
        value=number(value, decimals),
        interval=span(lower, upper, decimals),
        weight=percent(weight) if not guarded else percent(round(weight, 1)),
        shown=number(_mean(result, name, shown=True), decimals),
        region=number(_mean(result, name, shown=False), decimals),
        remark=_remark(result, code, name, filled=filled, guarded=guarded),
        context=use.use == "context",
    )


def _remark(result: LevelResult, code: str, name: str, *, filled: bool, guarded: bool) -> str:
    state = CellState(int(_cell(result.measures.states, code, name)))
    parts = []
    if filled and not state.has_value:
        parts.append(f"ohne eigene Angabe ({state.label_de})")
        if result.measures.uses[name].use == "type":
            parts.append("im Typ zählt der Durchschnitt")
    elif filled:
        parts.append("ohne eigene Angabe; es zählt der Durchschnitt")
    if guarded:
        parts.append("Fallzahl geschützt (1 oder 2)")
    if result.measures.uses[name].use == "context":
        parts.append("nur zur Information, nicht im Typ")
    return "; ".join(parts)


def _mean(result: LevelResult, name: str, *, shown: bool) -> float:
    """Mean of the areas weighted by their people; for minutes this is the mean way of a person."""
    areas = result.areas[result.areas["shown"]] if shown else result.areas
    values = result.measures.value.loc[areas.index, name]
    there = values.notna()
    if not there.any():
        return math.nan
    people = areas["population"].astype(float)[there]
    return float((values[there] * people).sum() / people.sum())


def _peers(result: LevelResult, code: str) -> list[tuple[str, str, str]]:
    peers = []
    for other in result.typing.peers.get(code, []):
        area = result.areas.loc[other]
        shown = bool(area["shown"])
        name = str(area["name"]) if shown or result.level.grid is None else f"Zelle {other}"
        note = f"Typ {result.typing.letters[other]}, {integer(area['population'])} Menschen"
        peers.append((name, area_anchor(result.level.id, other) if shown else "", note))
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
