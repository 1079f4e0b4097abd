"""What are the types, and in what do they differ? Cards and profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sozialraum.level.labels import decimals_of, dimension_label, indicator_label, type_parts
from sozialraum.report.model import Bar, ProfileRow, TypeCard
from sozialraum.report.text import plural
from sozialraum.words.colours import palette
from sozialraum.words.numbers import german_date, integer, number, signed
from sozialraum.words.types import steadiness, type_name

if TYPE_CHECKING:
    from sozialraum.level.asked import AskedName
    from sozialraum.level.result import LevelResult

__all__ = ["decided_text", "profile_row", "type_card"]


def type_card(result: LevelResult, letter: str, names: dict[str, str]) -> TypeCard:
    level, areas = result.level, result.areas
    members = areas[result.typing.letters == letter]
    here = members[members["shown"]]
    colour, ink = palette(letter)
    representative = result.typing.representative[letter]
    said = result.typing.decided.get(letter)
    certain = float(result.typing.certainty[members.index].mean())
    return TypeCard(
        letter=letter,
        name=names[letter],
        description=type_name(type_parts(result)[letter]),
        decided=decided_text(said),
        like=said.like if said else "",
        strengths=list(said.strengths) if said else [],
        hard=list(said.hard) if said else [],
        questions=list(said.questions) if said else [],
        colour=colour,
        ink=ink,
        areas=plural(level, len(members)),
        population=integer(members["population"].sum()),
        shown_areas=plural(level, len(here)) if len(here) else "keine",
        shown_population=integer(here["population"].sum()) if len(here) else "",
        representative=_representative_name(result, representative, here),
        certain=f"{integer(100 * certain)} von 100",
        steady=steadiness(
            str(result.typing.reading[letter]), float(result.typing.recurrence[letter])
        ),
    )


def decided_text(said: AskedName | None) -> str:
    """Who gave the name and when; else that it is a working name."""
    if said is None or not said.decided_by:
        return "Arbeitsname"
    return f"benannt von: {said.decided_by}, {german_date(said.decided_on)}"


def _representative_name(result: LevelResult, code: str, here: Any) -> str:
    if result.level.grid is None or bool(result.areas.loc[code, "shown"]):
        return result.name_of[code]
    if here.empty:
        return ""
    z = result.typing.z.fillna(0.0)
    centre = result.typing.z_means.loc[result.typing.letters[code]]
    weights = result.typing.column_weights
    away = (((z.loc[here.index] - centre) ** 2) * weights).sum(axis=1)
    nearest = min(away.index, key=lambda c: (away[c], c))
    return result.name_of[str(nearest)]


def profile_row(result: LevelResult, name: str) -> ProfileRow:
    definition = result.measures.definitions[name]
    return ProfileRow(
        label=indicator_label(result, name),
        unit=str(definition.unit),
        dimension=dimension_label(result, name),
        overall=number(result.comparison.mean_area[name], decimals_of(result, name)),
        bars=[_bar(result, letter, name) for letter in result.typing.names],
    )


def _bar(result: LevelResult, letter: str, name: str) -> Bar:
    z = float(result.typing.z_means[name][letter])
    members = result.typing.letters.index[result.typing.letters == letter]
    mean = float(result.measures.value.loc[members, name].mean())
    return Bar(z=round(z, 4), z_text=signed(z), mean_text=number(mean, decimals_of(result, name)))
