"""Which data does a project stand on, what for, and under which licence?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from sozialraum.level.result import LevelResult
from sozialraum.project.load import LoadedProject
from sozialraum.project.roads import roads_options
from sozialraum.project.schema import Boundaries, Facilities, Level, Outline, PeopleFrom, Places
from sozialraum.publish.gate import Edition, Imprint
from sozialraum.report.model import Cover, FileEntry, SourceRow
from sozialraum.words import sources as words

__all__ = ["cover_of", "licence_lines"]


def cover_of(
    loaded: LoadedProject,
    levels: list[LevelResult],
    *,
    inputs: Iterable[str],
    files: Sequence[tuple[str, str]],
    not_mapped: Sequence[str],
    edition: Edition = "internal",
) -> Cover:
    """What a report says of its project.

    Parameters
    ----------
    inputs : iterable of str
        The files that were read.
    files : sequence of (name, what)
        Files written beside the report.
    not_mapped : sequence of str
        German names of facilities that the road extract does not hold.
    edition : {"internal", "public"}
    """
    project = loaded.project
    return Cover(
        title=project.title,
        subtitle=project.subtitle,
        summary=list(project.summary),
        publisher=project.publisher,
        seed=str(project.seed),
        edition=Imprint(edition).edition_words,
        sources=[SourceRow(name, _use_of(loaded, name)) for name in inputs],
        licences=licence_lines(loaded, loaded.project.levels, levels),
        files=[FileEntry(name, what) for name, what in files],
        not_mapped=list(not_mapped),
    )


def licence_lines(
    loaded: LoadedProject, levels: Sequence[Level], results: Sequence[LevelResult]
) -> list[str]:
    """The source and licence line of every data set that is shown; none is assumed."""
    texts: dict[str, None] = {}
    for level, result in zip(levels, results, strict=True):
        for definition in result.measures.definitions.values():
            texts[words.line(definition.source, getattr(definition, "licence", ""))] = None
        for facility in level.facilities:
            texts[_named(facility.name, facility, bool(facility.osm))] = None
        for name, part in (
            (words.PLACES, level.places),
            (words.BOUNDARIES_OF_AREAS, level.boundaries),
            (words.OUTLINE, level.outline),
            (words.PEOPLE, level.people_from),
        ):
            if part is not None:
                texts[_named(name, part, bool(getattr(part, "osm", None)))] = None
    roads = roads_options(loaded)
    if roads is not None:
        texts[f"{words.ROADS}: {words.line(roads.source, words.as_of(roads.date))}"] = None
    return [text for text in texts if text]


def _named(
    name: str, part: Facilities | Places | Boundaries | Outline | PeopleFrom, mapped: bool
) -> str:
    source = part.source or (words.OSM if mapped else f"{words.UNKNOWN} ({Path(part.file).name})")
    return f"{name}: {words.line(source, words.as_of(part.date), part.licence)}"


def _use_of(loaded: LoadedProject, name: str) -> str:
    uses = []
    roads = roads_options(loaded)
    if roads is not None and name == roads.file:
        uses.append(words.ROADS)
    for level in loaded.project.levels:
        points = (
            (words.PLACES, level.places),
            (words.OUTLINE, level.outline),
            (words.PEOPLE, level.people_from),
        )
        if name in level.table.files:
            uses.append(f"{words.TABLE}: {level.areas}")
        if level.boundaries is not None and name == level.boundaries.file:
            uses.append(f"{words.BOUNDARIES}: {level.areas}")
        if name == level.catalogue:
            uses.append(f"{words.CATALOGUE}: {level.areas}")
        uses += [
            f"{words.TABLE} {one.year}: {level.areas}" for one in level.years if one.file == name
        ]
        uses += [word for word, part in points if part is not None and name == part.file]
        uses += [facility.name for facility in level.facilities if facility.file == name]
    return ", ".join(dict.fromkeys(uses)) or words.PROJECT
