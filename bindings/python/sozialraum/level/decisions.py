"""Which wishes were adopted, by whom and when, and which areas moved by it?

What was decided is kept by the types of every later report. The trail tells for each decision the
types before and after it as a hash, so that anybody can prove which types were decided upon.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sozialraum.core import Finding
from sozialraum.level.asked import AskedLevel, AskedWish
from sozialraum.level.trouble import note, warning
from sozialraum.words.numbers import enumeration

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.typology import Wish

__all__ = ["Decision", "Moved", "decided_wishes", "decision_findings", "types_hash"]


@dataclass(frozen=True)
class Moved:
    """An area that another type was decided for, by the letters before the decision."""

    area: str
    before: str
    after: str


@dataclass(frozen=True)
class Decision:
    """What a body decided at the end of a round.

    Attributes
    ----------
    round : str
    wishes : sequence of AskedWish
        Their areas are keys.
    role, date, reason : str
        Who decided (a body or a role, no person), when and why.
    percent : float
        How much less alike the types became by all of them.
    proven : bool
    moved : list of Moved
    types_before, types_after : str
        :func:`types_hash`.
    """

    round: str
    wishes: Sequence[AskedWish]
    role: str
    date: str
    reason: str
    percent: float
    proven: bool
    types_before: str
    types_after: str
    moved: list[Moved] = field(default_factory=list)


def types_hash(letters: pd.Series) -> str:
    """SHA-256 of which areas are of one type, whatever the types are called.

    One line an area, sorted by key: the key, a tabulator, the least key of its type.

    Examples
    --------
    >>> import pandas as pd
    >>> one, other = pd.Series(list("AAB"), list("xyz")), pd.Series(list("BBA"), list("xyz"))
    >>> types_hash(one) == types_hash(other), types_hash(one)[:12]
    (True, 'e24e64da2700')
    """
    first: dict[str, str] = {}
    of = {str(code): str(letter) for code, letter in letters.items()}
    lines = [f"{code}\t{first.setdefault(of[code], code)}\n" for code in sorted(of)]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def decided_wishes(decisions: Sequence[Decision]) -> list[Wish]:
    """All that was decided, as wishes that must be kept."""
    from sozialraum import typology

    return [
        typology.Wish(
            id=f"{one.id} ({decision.round})",
            kind=one.kind,
            area=one.area,
            other=one.other,
            role=decision.role,
            date=decision.date,
            reason=decision.reason,
        )
        for decision in decisions
        for one in decision.wishes
    ]


def decision_findings(
    level: AskedLevel, decisions: Sequence[Decision], letters: pd.Series, plain: pd.Series
) -> list[Finding]:
    """What a reader has to know of types that were decided.

    Parameters
    ----------
    letters, plain : pandas.Series
        Types as decided, and those of the data alone by the same letters.
    """
    if not decisions:
        return []
    other = [str(code) for code in letters.index[letters != plain]]
    by = enumeration(list(dict.fromkeys(f"{one.role} ({one.date})" for one in decisions)))
    found = [
        note(
            "types_by_decision",
            f"{len(other)} areas are of a type that was decided; the data alone say another",
            count=str(len(other)),
            areas_word=level.areas,
            by=by,
        )
    ]
    if other:
        found.append(
            note(
                "decided_against_data",
                f"{len(other)} areas would be of another type by the data alone",
                areas=other,
            )
        )
    if decisions[-1].types_after != types_hash(letters):
        found.append(
            warning(
                "types_moved_since_decision",
                "the types are not those that were decided upon: data or options changed since",
                date=decisions[-1].date,
                by=decisions[-1].role,
            )
        )
    return found
