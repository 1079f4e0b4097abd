"""Does what a project file asks about a level exist? Checked before anything is computed."""

from __future__ import annotations

from sozialraum.core import AreaTable, Finding, InvalidInput, Severity, unknown_name
from sozialraum.indicator import Catalogue
from sozialraum.level.ways import Roads
from sozialraum.project.load import LoadedProject
from sozialraum.project.schema import Level
from sozialraum.project.where import option_place

__all__ = [
    "require_known_bands",
    "require_known_indicators",
    "require_known_people",
    "require_known_questions",
    "require_own_catalogue",
    "require_same_words",
]


def require_known_indicators(loaded: LoadedProject, level: Level, known: list[str]) -> None:
    """Refuse an indicator that the catalogue does not have, where the project file names it."""
    for number, use in enumerate(level.indicators):
        if use.id not in known:
            place = option_place(loaded, level, "indicators", number, "id")
            raise unknown_name("indicator", use.id, known, place)


def require_own_catalogue(loaded: LoadedProject, level: Level, catalogue: Catalogue) -> None:
    """Refuse a list to choose from: its figures have neither source nor date."""
    if not catalogue.starter:
        return
    raise InvalidInput(
        Finding(
            "starter_catalogue",
            "the catalogue is a list to choose from; a report needs source, date and licence",
            Severity.WARNING,
            option_place(loaded, level, "catalogue"),
            "copy the indicators you have figures for into a catalogue of your own",
        )
    )


def require_same_words(loaded: LoadedProject, level: Level) -> None:
    """Refuse another word for an indicator than a level before uses: one thing, one word."""
    before = loaded.project.levels[: [o.id for o in loaded.project.levels].index(level.id)]
    said = {
        (use.id, side): (word, other.title)
        for other in before
        for use in other.indicators
        for side, word in (("more", use.more), ("less", use.less))
        if word
    }
    for number, use in enumerate(level.indicators):
        for side, word in (("more", use.more), ("less", use.less)):
            known, title = said.get((use.id, side), (word, ""))
            if not word or word == known:
                continue
            raise InvalidInput(
                Finding(
                    "two_words",
                    f"the indicator '{use.id}' is called '{word}' here and '{known}' in '{title}'",
                    Severity.WARNING,
                    option_place(loaded, level, "indicators", number, side),
                    "use the same word on every level, or give the indicators different ids",
                    {"indicator": use.id, "found": word, "known": known, "level": title},
                )
            )


def require_known_bands(loaded: LoadedProject, level: Level, roads: Roads) -> None:
    """Refuse bands around a facility or in a mode that is not measured, or without roads."""
    facilities = {options.id: options for options in level.facilities}
    for number, bands in enumerate(level.bands):
        if bands.facility not in facilities:
            place = option_place(loaded, level, "bands", number, "facility")
            raise unknown_name("facility", bands.facility, list(facilities), place)
        modes: list[str] = list(facilities[bands.facility].modes)
        if bands.mode is not None and bands.mode not in modes:
            place = option_place(loaded, level, "bands", number, "mode")
            raise unknown_name("mode", bands.mode, modes, place)
        if not roads.given:
            raise InvalidInput(
                Finding(
                    "bands_without_roads",
                    "bands are drawn on roads, and the project file names none",
                    Severity.WARNING,
                    option_place(loaded, level, "bands"),
                    "name an extract under 'roads', or leave 'bands' out",
                )
            )


def require_known_questions(loaded: LoadedProject, level: Level) -> None:
    """Refuse a question about a facility that the level does not have, or a mode not measured."""
    facilities = {options.id: options for options in level.facilities}
    for number, question in enumerate(level.siting):
        if question.facility not in facilities:
            place = option_place(loaded, level, "siting", number, "facility")
            raise unknown_name("facility", question.facility, list(facilities), place)
        modes: list[str] = list(facilities[question.facility].modes)
        if question.mode is not None and question.mode not in modes:
            place = option_place(loaded, level, "siting", number, "mode")
            raise unknown_name("mode", question.mode, modes, place)


def require_known_people(loaded: LoadedProject, level: Level, table: AreaTable) -> None:
    """Refuse a question about people of whom no column tells."""
    columns = [str(column) for column in table.data.columns]
    for number, question in enumerate(level.siting):
        if question.people and question.people not in (*columns, *level.derive):
            place = option_place(loaded, level, "siting", number, "people")
            raise unknown_name("column", question.people, [*columns, *level.derive], place)
