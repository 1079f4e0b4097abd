"""One thing that was noticed in a delivery."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sozialraum.words.numbers import number


@dataclass(frozen=True)
class Remark:
    """What was noticed, where, and whom it concerns.

    Attributes
    ----------
    code : str
        What: ``"not_a_number"``, ``"above_base"``, ``"changed"``, ...
    supplier : str
        The owner of the column in the catalogue; empty for what concerns the whole table.
    column, area : str
    row : int, optional
        Of the file, counted from 1.
    facts : mapping of str to str
        Named facts for the sentence.
    confirm : bool
        True for what may be right and should be confirmed.
    """

    code: str
    supplier: str = ""
    column: str = ""
    area: str = ""
    row: int | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    confirm: bool = False


def plain(value: float) -> str:
    """A number as a German reader writes it, with as many decimals as it needs up to four."""
    for decimals in range(4):
        if abs(value - round(value, decimals)) < 1e-9 * max(1.0, abs(value)):
            return number(value, decimals)
    return number(value, 4)
