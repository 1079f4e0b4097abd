"""What is known of each area? The rows of the table and a page an area."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sozialraum.core import CellState
from sozialraum.level.classes import protected_classes
from sozialraum.level.labels import by_dimension, decimals_of, dimension_label, indicator_label
from sozialraum.report.maps import locators
from sozialraum.report.model import AreaPage, AreaRow, UnitWays, ValueRow
from sozialraum.report.smoothing import borrowed
from sozialraum.report.spine import SpineScale, spine_row, spine_scale, spine_symbol
from sozialraum.report.text import area_anchor, area_href
from sozialraum.report.years import years_of_areas
from sozialraum.words.areas import beyond, with_others
from sozialraum.words.colours import palette
from sozialraum.words.numbers import certainty_words, enumeration, integer, number, span
from sozialraum.words.pictures import UNSURE
from sozialraum.words.smoothing import NEAR_TARGET
from sozialraum.words.states import PROTECTED
from sozialraum.words.types import flip_sentence, sure_sentence, why_sentences

if TYPE_CHECKING:
    from sozialraum.level.result import LevelResult

__all__ = ["AreaPages", "area_pages", "area_rows"]

_STRIKING = 3
_RULES_HOLD = 0.7  # share of the areas whose type few questions tell
_LITTLE_OWN = 0.5


@dataclass(frozen=True)
class AreaPages:
    """The pages of a level, and what their charts share."""

    pages: list[AreaPage]
    symbols: str


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
        certainty=_sure(result, code, certainty),
        certainty_number=round(1000 * certainty),
        second=f"Typ {result.typing.second[code]}",
        focus=focus,
        marks=_marks(result, code),
    )


def _sure(result: LevelResult, code: str, certainty: float) -> str:
    """In words and as a figure; below one half a share of draws says too much."""
    typing, words = result.typing, certainty_words(certainty)
    drawn = str(typing.strictest[code]) == "assignment" and typing.method != "mixture"
    return words if drawn and certainty < 0.5 else f"{words} ({integer(100 * certainty)} von 100)"


def _marks(result: LevelResult, code: str) -> str:
    near = [f.options.name for f in result.ways.facilities if bool(f.beyond_edge.get(code, False))]
    if len(near) > 2:
        return f"randnah bei {integer(len(near))} von {integer(len(result.ways.facilities))} Einrichtungen"
    return f"randnah: {', '.join(near)}" if near else ""


@dataclass(frozen=True)
class _Column:
    """One indicator over the areas: what does not differ between pages is made once."""

    label: str
    dimension: str
    unit: str
    decimals: int
    context: bool
    adds_mean: bool
    usual: float
    others: dict[str, float]
    around: str
    scale: SpineScale | None
    of_type: dict[str, float]
    value: dict[str, float]
    lower: dict[str, float]
    upper: dict[str, float]
    weight: dict[str, float]
    state: dict[str, int]
    filled: dict[str, bool]
    guarded: dict[str, bool]
    near: str
    raw: dict[str, str]
    classes: dict[str, str]
    tested: dict[str, tuple[float, float, bool]]
    beyond_wider: dict[str, bool | None]


def area_pages(result: LevelResult, rows: Sequence[AreaRow], names: Mapping[str, str]) -> AreaPages:
    """A page for each row. O(areas x indicators)."""
    codes = [row.code for row in rows]
    columns = {
        name: _column(result, name, codes, number)
        for number, name in enumerate(by_dimension(result, context=True), start=1)
    }
    columns_of_z = [str(name) for name in result.typing.z.columns]
    z = {
        code: dict(zip(columns_of_z, values, strict=True))
        for code, values in zip(codes, result.typing.z.loc[codes].to_numpy(), strict=True)
    }
    shared, own = locators(result)
    years = years_of_areas(result, codes)
    pages = [
        AreaPage(
            row=row,
            locator=own[row.code],
            sentences=_sentences(result, row, names, _striking(result, columns, z[row.code], row)),
            values=[_value_row(result, column, row) for column in columns.values()],
            years=years.rows(row.code),
            ways=_ways(result, row.code),
            peers=_peers(result, row.code),
            remarks=_remarks(result, row.code),
        )
        for row in rows
    ]
    scales = [column.scale for column in columns.values() if column.scale is not None]
    return AreaPages(pages, shared + "".join(map(spine_symbol, scales)))


def _column(result: LevelResult, name: str, codes: list[str], number_of: int) -> _Column:
    measures, use = result.measures, result.measures.uses[name]
    decimals = decimals_of(result, name)
    frames = {
        part: getattr(measures, part)[name].to_dict()
        for part in ("value", "lower", "upper", "weight", "filled", "guarded")
    }
    usual = float(result.comparison.shown[name])
    wider = result.comparison.region if result.wider is None else result.wider.value
    around = float(wider[name])
    return _Column(
        label=indicator_label(result, name),
        dimension=dimension_label(result, name),
        unit=str(measures.definitions[name].unit),
        decimals=decimals,
        context=use.use == "context",
        adds_mean=use.use == "type",
        usual=usual,
        others=_others(result, name),
        around=number(around, decimals),
        scale=spine_scale(
            f"{result.level.id}-spine-{number_of}",
            [frames["value"][code] for code in codes if not frames["filled"][code]],
            usual,
            around,
        ),
        of_type=_of_types(result, name),
        state={str(c): int(s) for c, s in measures.states[name].items()},
        near=NEAR_TARGET[use.towards],
        raw=borrowed(result, name, codes),
        classes=protected_classes(result, name, codes),
        tested=_tested(result, name),
        beyond_wider=dict(result.beyond_wider[name]) if name in result.beyond_wider else {},
        **frames,
    )


def _others(result: LevelResult, name: str) -> dict[str, float]:
    """What all others have; beside a count that may not be told it is not told either."""
    others = result.comparison.others[name]
    told = others.mask(result.measures.guarded[name].reindex(others.index).astype(bool))
    return {str(code): float(value) for code, value in told.items()}


def _tested(result: LevelResult, name: str) -> dict[str, tuple[float, float, bool]]:
    """Area -> value of all others, difference to it, and whether that is more than chance."""
    found = result.differences.get(name)
    if found is None:
        return {}
    rows = zip(
        found.index, found["other"], found["difference"], found["beyond_chance"], strict=True
    )
    return {
        str(c): (float(o), float(d), bool(b)) for c, o, d, b in rows if b == b and b is not None
    }


def _beyond(column: _Column, code: str) -> bool | None:
    """Does the area differ by more than chance, seen on the side where the page shows it?"""
    if code not in column.tested:
        return None
    _, difference, beyond = column.tested[code]
    return beyond and difference * (column.value[code] - column.others.get(code, math.nan)) > 0


def _of_types(result: LevelResult, name: str) -> dict[str, float]:
    """The value of all members of each type together: sum over sum."""
    from sozialraum.level.comparison import value_of

    letters, people = result.typing.letters, result.areas["population"].astype(float)
    return {
        letter: value_of(result.measures, name, people.loc[letters.index[letters == letter]])
        for letter in result.typing.names
    }


# -------------------------------------------------------------------------------------- the sentences


def _sentences(
    result: LevelResult, row: AreaRow, names: Mapping[str, str], striking: str
) -> list[str]:
    typing, code = result.typing, row.code
    certainty, second = float(typing.certainty[code]), str(typing.second[code])
    first = (
        f"{row.name} gehört zu Typ {row.letter} „{row.type_name}“. "
        f"{sure_sentence(str(typing.strictest[code]), certainty, known=typing.method == 'mixture')}"
    )
    if certainty < UNSURE:
        first += f" Am zweitnächsten liegt Typ {second} „{names[second]}“."
    return [text for text in (first, _why(result, row), striking) if text]


def _why(result: LevelResult, row: AreaRow) -> str:
    """The rule that leads to the type, how often it holds, and the least that would change it.

    Only where the rules tell most types: else they are no reason to give.
    """
    reasons = result.typing.reasons
    parts = []
    explanation = reasons.explanation
    if explanation is not None and explanation.agreement >= _RULES_HOLD:
        rule = explanation.rule(row.code)
        if rule.conditions:
            conditions = [
                (f"„{indicator_label(result, one.indicator)}“", one.above, one.limit)
                for one in rule.conditions
            ]
            parts.append(
                why_sentences(row.name, row.letter, rule.type, conditions, rule.right, "de")
            )
    flip = reasons.flips.get(row.code)
    if flip is not None:
        decimals = decimals_of(result, flip.indicator)
        own = number(float(result.measures.value[flip.indicator][row.code]), decimals)
        then = number(flip.value, decimals)
        if own != then and not bool(result.measures.guarded[flip.indicator][row.code]):
            unit = str(result.measures.definitions[flip.indicator].unit)
            label = indicator_label(result, flip.indicator)
            parts.append(flip_sentence(label, own, then, unit, flip.type))
    return " ".join(parts)


def _striking(
    result: LevelResult, columns: Mapping[str, _Column], z: Mapping[str, float], row: AreaRow
) -> str:
    """Up to three indicators in which the area stands out, each with its number and the others'.

    Rule: more than one standard deviation from the mean area, on the same side of all other areas
    together, and these lie outside the area's 95 % interval, if it has one. In the words of the
    project file.
    """
    phrases: list[str] = []
    for name in sorted(z, key=lambda n: (-abs(z[n]), n)):
        if len(phrases) == _STRIKING:
            break
        use, column = result.measures.uses[name], columns[name]
        if not abs(z[name]) >= 1.0 or column.filled[row.code] or row.code in column.classes:
            continue
        phrase = use.more if z[name] > 0 else use.less
        if phrase and _beyond_chance(column, row.code) * z[name] > 0:
            own = number(column.value[row.code], column.decimals)
            others = number(column.others[row.code], column.decimals)
            if own != others:
                phrases.append(f"{phrase} ({own} statt {others}{_unit(column.unit)})")
    compared = with_others(result.level.areas)
    if not phrases:
        return f"Im Vergleich {compared} weicht kein Merkmal deutlich ab."
    return f"Im Vergleich {compared} fällt auf: {enumeration(phrases)}."


def _unit(unit: str) -> str:
    return f"\u202f{unit}" if unit == "%" else f" {unit}" if unit else ""


def _beyond_chance(column: _Column, code: str) -> float:
    """How far all other areas lie outside the interval of this one, with sign; 0 = inside."""
    value, lower, upper = column.value[code], column.lower[code], column.upper[code]
    others = column.others.get(code, math.nan)
    if math.isnan(others) or _beyond(column, code) is False:
        return 0.0
    if math.isnan(lower) or math.isnan(upper):
        return value - others
    if lower <= others <= upper:
        return 0.0
    return value - others


# -------------------------------------------------------------------------------------- the spine chart


def _value_row(result: LevelResult, column: _Column, row: AreaRow) -> ValueRow:
    code, decimals = row.code, column.decimals
    only_class = code in column.classes
    interval = (column.lower[code], column.upper[code])
    if only_class:
        interval = (math.nan, math.nan)
    own = math.nan if column.filled[code] or only_class else column.value[code]
    peers = result.typing.peers.get(code, [])
    spine = ""
    if column.scale is not None:
        spine = spine_row(
            column.scale,
            own,
            interval,
            others=column.others.get(code, math.nan),
            beyond_chance=_beyond(column, code),
            kind=column.of_type.get(row.letter, math.nan),
            peers=[
                math.nan if column.guarded.get(peer) else column.value.get(peer, math.nan)
                for peer in peers
            ],
        )
    return ValueRow(
        label=column.label,
        dimension=column.dimension,
        unit=column.unit,
        value=_told(column, code),
        interval=span(*interval, decimals),
        others=number(column.others.get(code, math.nan), decimals),
        around=column.around,
        remark=_remark(column, code),
        context=column.context,
        spine=spine,
        raw=column.raw[code],
    )


def _told(column: _Column, code: str) -> str:
    """A number; of a protected count its class."""
    if _is_hidden(column, code):
        return PROTECTED
    return column.classes.get(code) or number(column.value[code], column.decimals)


def _is_hidden(column: _Column, code: str) -> bool:
    return bool(column.guarded[code]) and math.isnan(column.value[code])


def _remark(column: _Column, code: str) -> str:
    state = CellState(column.state[code])
    if _is_hidden(column, code):
        return "zum Schutz kleiner Zahlen nicht genannt"
    parts = []
    if column.filled[code] and not state.has_value:
        parts.append(f"ohne eigene Angabe ({state.label_de})")
        if column.adds_mean:
            parts.append("im Typ zählt der Durchschnitt")
    elif column.filled[code]:
        parts.append("ohne eigene Angabe; es zählt der Durchschnitt")
    elif column.weight[code] < _LITTLE_OWN:
        parts.append(column.near)
    parts += beyond(bool(_beyond(column, code)), bool(column.beyond_wider.get(code)))
    if column.guarded[code]:
        parts.append("Fallzahl geschützt, nur als Klasse genannt")
    if column.context:
        parts.append("nur zur Information, nicht im Typ")
    return "; ".join(parts)


# ----------------------------------------------------------------------------------------- ways, others


def _ways(result: LevelResult, code: str) -> list[UnitWays]:
    """Nearest by every mode of the level; of the facility's own mode the second nearest, too."""
    modes = list(dict.fromkeys(w.mode for f in result.ways.facilities for w in f.modes))
    rows = []
    for facility in result.ways.facilities:
        by_mode = {way.mode: way for way in facility.modes}
        own = facility.modes[0]
        rows.append(
            UnitWays(
                facility=facility.options.name,
                nearest=_place(own.nearest.get(code)),
                minutes=[
                    _minutes(by_mode[m].minutes["first"].get(code), by_mode[m].no_way.get(code))
                    if m in by_mode
                    else ""
                    for m in modes
                ],
                second=_minutes(own.minutes["second"].get(code), False),
            )
        )
    return rows


def _place(name: object) -> str:
    """The name of a facility; a mere number of a list tells nobody where it is."""
    text = "" if name is None else str(name)
    return "" if text.isdecimal() or text == "nan" else text


def _minutes(value: Any, no_way: Any) -> str:
    if value is None or math.isnan(float(value)):
        return "kein Weg" if no_way else "–"
    return integer(float(value))


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
    texts = list(result.remarks.get(code, []))
    for facility in result.ways.facilities:
        if bool(facility.beyond_edge.get(code, False)):
            texts.append(
                f"{facility.options.name}: Der Rand der Daten liegt näher als die gefundene Einrichtung. "
                "Jenseits davon kann es eine nähere geben."
            )
    return texts
