"""Which data does a project stand on, what for, and under which licence?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sozialraum.level.result import LevelResult
from sozialraum.project.load import LoadedProject
from sozialraum.project.roads import roads_options
from sozialraum.report.model import Cover, FileEntry, SourceRow
from sozialraum.words import sources as words

__all__ = ["cover_of"]


def cover_of(
    loaded: LoadedProject,
    levels: list[LevelResult],
    *,
    inputs: Mapping[str, str],
    files: Sequence[tuple[str, str]],
    not_mapped: Sequence[str],
) -> Cover:
    """What a report says of its project.

    Parameters
    ----------
    inputs : mapping of str to str
        Input file -> SHA-256.
    files : sequence of (name, what)
        Files written beside the report.
    not_mapped : sequence of str
        German names of facilities that the road extract does not hold.
    """
    project = loaded.project
    return Cover(
        title=project.title,
        subtitle=project.subtitle,
        summary=list(project.summary),
        publisher=project.publisher,
        seed=str(project.seed),
        sources=[
            SourceRow(name, _use_of(loaded, name), digest[:16]) for name, digest in inputs.items()
        ],
        licences=_licences(loaded, levels),
        files=[FileEntry(name, what) for name, what in files],
        not_mapped=list(not_mapped),
    )


def _licences(loaded: LoadedProject, levels: list[LevelResult]) -> list[str]:
    """The licence line of every data set that is shown."""
    texts: dict[str, None] = {}
    for level, result in zip(loaded.project.levels, levels, strict=True):
        for definition in result.measures.definitions.values():
            texts[words.line(definition.source, getattr(definition, "licence", ""))] = None
        for options in level.facilities:
            if options.source:
                line = words.line(options.source, words.as_of(options.date), options.licence)
                texts[f"{options.name}: {line}"] = None
        if level.places is not None and level.places.source:
            texts[f"{words.PLACES}: {level.places.source}"] = None
        if level.boundaries is not None:
            texts["Gebietsgrenzen: © GeoBasis-DE / BKG, dl-de/by-2-0"] = None
    roads = roads_options(loaded)
    if roads is not None:
        texts[f"{words.ROADS}: {words.line(roads.source, words.as_of(roads.date))}"] = None
    return list(texts)


def _use_of(loaded: LoadedProject, name: str) -> str:
    uses = []
    roads = roads_options(loaded)
    if roads is not None and name == roads.file:
        uses.append(words.ROADS)
    for level in loaded.project.levels:
        points = ((words.PLACES, level.places), (words.OUTLINE, level.outline))
        if name == level.table.file:
            uses.append(f"{words.TABLE}: {level.areas}")
        if level.boundaries is not None and name == level.boundaries.file:
            uses.append(f"{words.BOUNDARIES}: {level.areas}")
        if name == level.catalogue:
            uses.append(f"{words.CATALOGUE}: {level.areas}")
        uses += [word for word, part in points if part is not None and name == part.file]
        uses += [facility.name for facility in level.facilities if facility.file == name]
    return ", ".join(dict.fromkeys(uses)) or words.PROJECT
