"""What must everything carry that leaves the program?

Each writer takes an :class:`Imprint`: for whom the file is, and whose data it shows. What may be in
a file of an edition, :func:`sozialraum.publish.release` decides before it is written. Texts that a
spreadsheet would run as a formula are made harmless here, for all formats.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sozialraum.core import Finding, InvalidInput, Place, Severity
from sozialraum.publish.policy import Edition
from sozialraum.words.sources import EDITIONS

__all__ = ["Edition", "Imprint", "safe_text"]

_FORMULA = re.compile(r"^[\s\x00-\x1f]*[=+\-@]")
_NUMBER = re.compile(r"^[+-]?\d+([.,]\d+)?$")


@dataclass(frozen=True)
class Imprint:
    """For whom a file is, and the source and licence line of every data set it shows.

    Raises
    ------
    InvalidInput
        ``unknown_edition``: nothing is published for more people than the rules allow.
    """

    edition: Edition = "internal"
    sources: tuple[str, ...] = field(default_factory=tuple)

    def __post_init__(self) -> None:
        if self.edition not in EDITIONS:
            raise InvalidInput(
                Finding(
                    "unknown_edition",
                    f"there is no edition '{self.edition}'",
                    Severity.WARNING,
                    Place(argument="edition"),
                    "say 'internal' or 'public'",
                )
            )

    @property
    def edition_words(self) -> str:
        """For whom, as a reader sees it."""
        return EDITIONS[self.edition]

    @property
    def lines(self) -> list[str]:
        """The edition, then the sources."""
        return [self.edition_words, *self.sources]


def safe_text(text: str) -> str:
    """A text that no spreadsheet takes for a formula, also behind blanks and tabs.

    Examples
    --------
    >>> safe_text("=HYPERLINK(1)"), safe_text("\\t@SUM(1)"), safe_text("-5"), safe_text("Ahorn")
    ("'=HYPERLINK(1)", "'\\t@SUM(1)", '-5', 'Ahorn')
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.match(text.strip()) else text
