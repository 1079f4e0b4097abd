"""What stands on the first page? Three sentences of what the data say, three questions, the dates.

Every sentence follows from a rule that is written down at its function, holds a number, and says
how sure it is. Questions follow from rules, too; none of them ranks places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sozialraum.level.labels import decimals_of, indicator_label
from sozialraum.level.years import is_earlier, years_of
from sozialraum.report.maps import type_map
from sozialraum.report.model import FrontPage, Statement
from sozialraum.report.text import out_of, plural
from sozialraum.report.types import decided_text, type_card
from sozialraum.words.fair import names_people
from sozialraum.words.modes import MODE_WORDS
from sozialraum.words.numbers import certainty_words, integer, number, people_text, percent
from sozialraum.words.pictures import NO_BOUNDARIES
from sozialraum.words.types import sure_basis

if TYPE_CHECKING:
    from sozialraum.level.beyond import Beyond, ModeSummary
    from sozialraum.level.result import LevelResult

__all__ = ["data_years", "front_page", "is_context", "the_front"]

_SENTENCES = 3
_OLD_YEARS = 5
_SEVERAL = 2
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def the_front(levels: Sequence[LevelResult]) -> LevelResult:
    """The level of page 1: the first one that sets no single area in focus, else the first."""
    return next((level for level in levels if not is_context(level, levels)), levels[0])


def is_context(result: LevelResult, levels: Sequence[LevelResult]) -> bool:
    """Does a level only show where the place as a whole stands? It has one area in focus, and
    another level has none.
    """
    focused = [bool(level.areas["focus"].any()) for level in levels]
    return bool(result.areas["focus"].any()) and not all(focused)


def front_page(
    result: LevelResult, names: dict[str, str], others: Sequence[LevelResult]
) -> FrontPage:
    """Page 1 of a report.

    Parameters
    ----------
    result : LevelResult
        The level of the map; see :func:`the_front`.
    names : dict of str to str
        Letter -> name of its types.
    others : sequence of LevelResult
        The other levels; one with an area in focus may give a sentence.
    """
    years, undated = data_years([result, *others])
    return FrontPage(
        level_id=result.level.id,
        map_svg=type_map(result, names, width=780.0, max_height=560.0),
        narrow_map_svg=type_map(result, names, width=360.0, max_height=420.0, variant="-schmal"),
        types=[type_card(result, letter, names) for letter in _letters_shown(result)],
        has_unsure=any(code in result.unsure for code in result.shown),
        statements=_statements(result, names, others),
        questions=_questions(result, years),
        dates=_dates_text(years, undated),
        limits=_limits(result, data_years([result])[0]),
        withheld=_withheld(result),
        named=_named(result),
    )


def _letters_shown(result: LevelResult) -> list[str]:
    here = set(result.typing.letters[list(result.order)])
    return [letter for letter in result.typing.names if letter in here]


# ------------------------------------------------------------------------------------- what data say


def _statements(
    result: LevelResult, names: dict[str, str], others: Sequence[LevelResult]
) -> list[Statement]:
    """Types, ways, the place among others, and the widest spreads: the first three there are."""
    found = [_types(result, names), _far(result), _focus(others), *_spreads(result)]
    return [statement for statement in found if statement is not None][:_SENTENCES]


def _types(result: LevelResult, names: dict[str, str]) -> Statement:
    """How many types, and in which most people live: as sure as three of four areas are."""
    shown = result.areas.loc[list(result.order)]
    letters = result.typing.letters[shown.index]
    people = shown["population"].astype(float).groupby(letters).sum()
    most = str(people.idxmax())
    certainty = result.typing.certainty[shown.index]
    sure = sum(code not in result.unsure for code in shown.index)
    unclear = sum(certainty_words(float(share)) == "offen" for share in certainty)
    types = int(letters.nunique())
    word = "einem Typ" if types == 1 else f"{integer(types)} Typen"
    return Statement(
        text=(
            f"Die {plural(result.level, len(shown))} mit {integer(people.sum())} Menschen gehören zu {word}. "
            f"Die meisten Menschen, {integer(people[most])}, leben in Typ {most} „{names[most]}“."
        ),
        certainty=certainty_words(float(certainty.quantile(0.25))),
        basis=f"Bei {integer(sure)} von {integer(len(shown))} ist der Typ sicher, bei {integer(unclear)} offen.",
    )


def _far(result: LevelResult) -> Statement | None:
    """The facility, way to travel and limit that most people live beyond."""
    summary, beyond = _most_beyond(result)
    if summary is None or beyond is None:
        return None
    share = beyond.people_beyond / summary.people
    straight = result.ways.method == "straight"
    near_edge = beyond.people_near_edge > beyond.people_beyond / 2
    basis = "Luftlinie mit Umwegfaktor" if straight else "gerechnet auf dem Straßennetz"
    if near_edge:
        basis += "; für die meisten liegt der Rand der Daten näher"
    count = len(beyond.areas)
    return Statement(
        text=(
            f"In {integer(count)} von {out_of(result.level, len(result.shown))} "
            f"({people_text(beyond.people_beyond, summary.people, result.least_count)} Menschen, {percent(share)}) dauert der Weg "
            f"{MODE_WORDS[summary.mode]} mehr als {_minutes(beyond.limit)} Minuten: "
            f"nächste Einrichtung „{summary.facility.options.name}“."
        ),
        certainty="eher sicher" if straight or near_edge else "sicher",
        basis=basis,
    )


def _minutes(limit: float) -> str:
    return number(limit, 0 if limit == int(limit) else 1)


def _most_beyond(result: LevelResult) -> tuple[ModeSummary | None, Beyond | None]:
    """Among the longest limits: the one with most people beyond, but not with all."""
    found = [
        (summary, summary.beyond[-1])
        for summary in result.mode_summaries
        if summary.beyond and 0.01 * summary.people < summary.beyond[-1].people_beyond
    ]
    some = [(s, b) for s, b in found if len(b.areas) < len(result.shown)]
    if not some:
        return None, None
    return max(some, key=lambda pair: pair[1].people_beyond)


def _focus(others: Sequence[LevelResult]) -> Statement | None:
    """Where the place as a whole stands among others."""
    from sozialraum.level.labels import type_names

    for other in others:
        for code in other.areas.index[other.areas["focus"].astype(bool)]:
            letter, certainty = other.typing.letters[code], float(other.typing.certainty[code])
            return Statement(
                text=(
                    f"{other.name_of[str(code)]} gehört unter {out_of(other.level, len(other.areas))} "
                    f"({other.level.region}) zum {other.level.area}-Typ {letter} „{type_names(other)[letter]}“."
                ),
                certainty=certainty_words(certainty),
                basis=sure_basis(str(other.typing.strictest[code]), certainty),
            )
    return None


def _spreads(result: LevelResult) -> list[Statement]:
    """The indicators in which most areas differ from all together by more than chance.

    Beyond chance is: tested against all others (:mod:`sozialraum.level.differences`); where that is
    not possible, the value of all together lies outside the 95 % interval of the area. Of equal
    ones the first of the project file. Indicators whose name speaks of a group of people that is
    often judged stay in the annex.
    """
    return [
        statement
        for count, name in _by_difference(result)
        if count and (statement := _spread(result, name, count)) is not None
    ]


def _by_difference(result: LevelResult) -> list[tuple[int, str]]:
    measures, shown = result.measures, list(result.order)
    found = []
    for name in measures.typed:
        lower, upper = measures.lower.loc[shown, name], measures.upper.loc[shown, name]
        usual = float(result.comparison.shown[name])
        tested = result.differences.get(name)
        if tested is None:
            away = int(((upper < usual) | (lower > usual)).sum())
        else:
            away = int(tested["beyond_chance"].eq(True).sum())
        if lower.notna().any() and _is_fair(result, name):
            found.append((away, name))
    return sorted(found, key=lambda pair: -pair[0])


def _spread(result: LevelResult, name: str, count: int) -> Statement | None:
    value = result.measures.value.loc[list(result.order), name].dropna()
    if len(value) < 2:
        return None
    digits, unit = decimals_of(result, name), str(result.measures.definitions[name].unit)
    usual = float(result.comparison.shown[name])
    lowest, highest = str(value.idxmin()), str(value.idxmax())
    upper, lower = result.measures.upper[name], result.measures.lower[name]
    apart = float(upper[lowest]) < float(lower[highest])  # the ends differ for sure
    return Statement(
        text=(
            f"{_quoted(result, name)} reicht von {number(value.min(), digits)} bis {number(value.max(), digits)}"
            f"{_unit(unit)}; alle zusammen: {number(usual, digits)}{_unit(unit)}."
        ),
        certainty=("sicher" if count >= _SEVERAL else "eher sicher") if apart else "offen",
        basis=f"In {integer(count)} von {out_of(result.level, len(value))} ist der Abstand mehr als Zufall.",
    )


def _quoted(result: LevelResult, name: str) -> str:
    return f"„{indicator_label(result, name)}“"


def _unit(unit: str) -> str:
    return f"\u202f{unit}" if unit == "%" else f" {unit}" if unit else ""


# -------------------------------------------------------------------------------------- the questions


def _questions(result: LevelResult, years: tuple[int, int] | None) -> list[str]:
    """Reach beyond a limit, a change beyond chance, the widest spread, the least certain type, old
    data, what is missing.
    """
    found = [
        _ask_reach(result),
        _ask_change(result),
        _ask_spread(result),
        _ask_unsure(result),
        _ask_age(years),
        "Was wissen Sie über Ihren Ort, das in keiner dieser Zahlen steht?",
        "Welche dieser Zahlen überrascht Sie, und warum?",
        "Worüber soll der nächste Bericht Auskunft geben?",
    ]
    return [question for question in found if question][:_SENTENCES]


def _ask_reach(result: LevelResult) -> str:
    """Rule: a limit that some, but not all areas lie beyond."""
    summary, beyond = _most_beyond(result)
    if summary is None or beyond is None:
        return ""
    return (
        f"Wer braucht das Angebot „{summary.facility.options.name}“ und hat {MODE_WORDS[summary.mode]} mehr als "
        f"{_minutes(beyond.limit)} Minuten Weg: Welche Lösung passt dort?"
    )


def _ask_change(result: LevelResult) -> str:
    """Rule: of the indicators that changed beyond chance anywhere, the one with most such areas."""
    found = []
    for name, table in result.changes_of_years.items():
        changed = int(table["beyond_chance"].eq(True).sum())
        if changed and _is_fair(result, name):
            found.append((changed, table["beyond_chance"].notna().sum(), name))
    if not found:
        return ""
    changed, known, name = max(found, key=lambda one: one[0])
    first = min(years_of(result.measures)[name])
    return (
        f"In {integer(changed)} von {out_of(result.level, int(known))} hat sich {_quoted(result, name)} seit {first} mehr als "
        "zufällig verändert: Was steckt dahinter?"
    )


def _is_fair(result: LevelResult, name: str) -> bool:
    """May it stand on the first page? Nothing that marks people."""
    from sozialraum import indicator

    never = indicator.name_use(result.measures.definitions[name]) == "never"
    return not never and not names_people(indicator_label(result, name))


def _ask_spread(result: LevelResult) -> str:
    """Rule: the indicator in which most areas differ beyond chance, if these are two at least."""
    for count, name in _by_difference(result):
        why = result.measures.uses[name].why
        if count < _SEVERAL:
            break
        tail = f" ({why})" if why else ""
        return (
            f"Bei {_quoted(result, name)} unterscheiden sich die {result.level.areas} am deutlichsten. "
            f"Passen die Angebote dazu{tail}?"
        )
    return ""


def _ask_unsure(result: LevelResult) -> str:
    """Rule: of the areas whose type is not sure, the one with most people."""
    unsure = [code for code in result.order if code in result.unsure]
    if not unsure:
        return ""
    code = max(unsure, key=lambda c: (result.people_of[c], c))
    own, second = str(result.typing.letters[code]), str(result.typing.second[code])
    return (
        f"Wozu passt {result.name_of[code]} ({integer(result.people_of[code])} Menschen) besser: "
        f"zu Typ {own} oder zu Typ {second}? Die Daten allein entscheiden es nicht."
    )


def _ask_age(years: tuple[int, int] | None) -> str:
    """Rule: more than five years lie between the oldest and the newest data."""
    if years is None or years[1] - years[0] <= _OLD_YEARS:
        return ""
    return f"Die ältesten Zahlen sind von {years[0]}: Was hat sich seither verändert?"


# ------------------------------------------------------------------------------------------- the dates


def data_years(levels: Iterable[LevelResult]) -> tuple[tuple[int, int] | None, int]:
    """The oldest and the newest year of the data, and how many indicators name none."""
    dates = [
        str(definition.date)
        for result in levels
        for name, definition in result.measures.definitions.items()
        if not is_earlier(name)
    ]
    found = [[int(year) for year in _YEAR.findall(date)] for date in dates]
    years = [year for some in found for year in some]
    undated = sum(not some for some in found)
    return ((min(years), max(years)) if years else None), undated


def _dates_text(years: tuple[int, int] | None, undated: int) -> str:
    if years is None:
        return "Stand der Daten: nicht angegeben"
    first, last = years
    text = f"Stand der Daten: {first}" if first == last else f"Stand der Daten: {first} bis {last}"
    return f"{text} (bei {integer(undated)} Merkmalen ohne Jahr)" if undated else text


def _named(result: LevelResult) -> str:
    """By whom the types of the map are named."""
    texts = {decided_text(result.typing.decided.get(letter)) for letter in _letters_shown(result)}
    if len(texts) == 1:
        [text] = texts
        return "Namen: Arbeitsnamen aus den Daten" if text == "Arbeitsname" else f"Namen {text}"
    return "Namen: zum Teil Arbeitsnamen"


def _withheld(result: LevelResult) -> str:
    """What is white on the map, and why."""
    if result.withheld is None or result.withheld.empty:
        return ""
    return (
        f"weiß: {plural(result.level, len(result.withheld))} zum Schutz kleiner Zahlen nicht ausgewiesen "
        f"(Grenze: {integer(result.floor)} Menschen)"
    )


def _limits(result: LevelResult, years: tuple[int, int] | None) -> str:
    since = f" Was nach {years[1]} geschah, kennt sie nicht." if years else ""
    drawn = NO_BOUNDARIES[result.drawn]
    return (
        "Was diese Karte nicht kann: Sie beschreibt Orte und Bedingungen, keine einzelnen Menschen; "
        f"der Buchstabe ist ein Name, keine Note.{since}{' ' + drawn if drawn else ''}"
    )
