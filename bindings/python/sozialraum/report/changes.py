"""What changed since an earlier report whose types stay? The part of the paper that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sozialraum.report.model import ChangesPart
from sozialraum.words.changes import (
    CAUSES,
    anew_sentence,
    kept_sentence,
    left_sentence,
    stay_sentence,
)
from sozialraum.words.numbers import integer

if TYPE_CHECKING:
    from sozialraum.level.result import LevelResult

__all__ = ["changes_part"]


def changes_part(result: LevelResult) -> ChangesPart | None:
    """Sentences and tables; nothing where no earlier report is named."""
    found = result.typing.changes
    if found is None:
        return None
    moves, names = found.transitions, result.name_of
    count = int(moves.areas.to_numpy().sum())
    stayed = count - len(moves.changed)
    causes = found.causes.causes
    return ChangesPart(
        sentences=[
            text
            for text in (
                stay_sentence(result.level.areas, count, stayed, moves.stay_interval),
                left_sentence(
                    found.causes.changed,
                    float(causes["share"]["noise"]),
                    float(causes["lower"]["left"]),
                    float(causes["upper"]["left"]),
                    apart=bool(causes["told_apart"]["left"]),
                ),
                kept_sentence([names[code] for code in found.kept if code in names]),
                anew_sentence(found.anew),
            )
            if text
        ],
        letters=[str(letter) for letter in moves.areas.columns],
        matrix=[
            (str(letter), [integer(int(n)) for n in row])
            for letter, row in zip(moves.areas.index, moves.areas.to_numpy(), strict=True)
        ],
        changed=[
            (names[str(code)], str(was), str(is_now))
            for code, was, is_now in zip(
                moves.changed.index, moves.changed["before"], moves.changed["after"], strict=True
            )
            if str(code) in names
        ],
        causes=[
            (
                CAUSES[str(name)],
                f"{round(100 * float(row['share']))} von 100",
                f"{round(100 * float(row['lower']))} bis {round(100 * float(row['upper']))}",
            )
            for name, row in causes.iterrows()
        ],
    )
