"""Which levels may stand side by side in an edition?

Two levels of one table, such as squares and the villages they are added up to, give by their
difference what each holds back. So an edition that hides counts tells of one level a table: the one
that adds up, if there is one.
"""

from __future__ import annotations

from sozialraum.core import Finding
from sozialraum.level.result import LevelResult
from sozialraum.level.trouble import note
from sozialraum.project.load import LoadedProject
from sozialraum.project.schema import Level
from sozialraum.publish.policy import EditionRules

__all__ = ["levels_of_edition"]


def levels_of_edition(
    loaded: LoadedProject, results: list[LevelResult], rules: EditionRules
) -> tuple[LoadedProject, list[LevelResult], list[Finding]]:
    """The project and its results with the levels that are told, and a note of each that is not."""
    levels = loaded.project.levels
    if rules.small_counts != "hide":
        return loaded, results, []
    kept = [level for level in levels if _teller(levels, level) is level]
    if len(kept) == len(levels):
        return loaded, results, []
    told = LoadedProject(loaded.project.model_copy(update={"levels": kept}), loaded.path)
    by_id = {level.id: result for level, result in zip(levels, results, strict=True)}
    notes = [
        note(
            "parts_not_told",
            f"the level '{level.id}' is not told beside '{_teller(levels, level).id}'",
            level_title=level.title,
            other=_teller(levels, level).title,
        )
        for level in levels
        if level not in kept
    ]
    return told, [by_id[level.id] for level in kept], notes


def _teller(levels: list[Level], level: Level) -> Level:
    """Which level of the same table is told: the first that adds up, else the first."""
    same = [other for other in levels if other.table.file == level.table.file]
    return next((other for other in same if other.of_units), same[0])
