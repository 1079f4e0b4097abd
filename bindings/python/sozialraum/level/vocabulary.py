"""One letter means one type in the whole report, however many levels it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sozialraum.level.result import LevelResult
from sozialraum.level.typing import Typing

__all__ = ["with_letters_of_their_own"]


def with_letters_of_their_own(results: Sequence[LevelResult]) -> list[LevelResult]:
    """The levels with letters that no other level uses: A, B for one, C, D for the next.

    Levels with an area in focus, which only say where the place stands among others, come last in
    the alphabet.
    """
    from sozialraum import typology

    order = sorted(range(len(results)), key=lambda i: bool(results[i].areas["focus"].any()))
    renamed, used = list(results), 0
    for i in order:
        old = renamed[i].typing.all_names
        new = {letter: typology.letter(used + n) for n, letter in enumerate(old)}
        renamed[i] = replace(renamed[i], typing=_renamed(renamed[i].typing, new))
        used += len(old)
    return renamed


def _renamed(typing: Typing, new: dict[str, str]) -> Typing:
    return replace(
        typing,
        letters=typing.letters.map(new),
        z_means=typing.z_means.rename(index=new).sort_index(),
        recurrence=typing.recurrence.rename(index=new),
        reading=typing.reading.rename(index=new),
        reasons=typing.reasons.renamed(new),
        model=None if typing.model is None else typing.model.renamed(new),
        changes=None if typing.changes is None else typing.changes.renamed(new),
        second=typing.second.map(new),
        representative={new[letter]: code for letter, code in typing.representative.items()},
    )
