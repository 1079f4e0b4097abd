"""Which existing name was probably meant?"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence

from sozialraum._core import core as _core
from sozialraum.core.finding import (
    LONGEST_SHOWN,
    Finding,
    Place,
    Severity,
    UnknownName,
    invalid_argument,
    shown,
)

_MOST_LISTED, _FEW = 50, 10
"""Names that a hint lists all, and how many of more than that."""


def nearest_name(wanted: str, candidates: Iterable[str]) -> str:
    """The candidate with the smallest edit distance, or ``""`` if none is near.

    Examples
    --------
    >>> nearest_name("Einwoner", ["Einwohner", "Haushalte"])
    'Einwohner'
    """
    return _core.nearest_name(_text(wanted, "wanted"), _texts(candidates))


def is_unicode(text: str) -> bool:
    """False for what is no text in UTF-8, such as file names of other encodings."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _text(wanted: object, argument: str) -> str:
    if not isinstance(wanted, str):
        raise invalid_argument(argument, f"is {shown(wanted)}; a text is needed")
    return wanted if is_unicode(wanted) else wanted.encode("utf-8", "replace").decode()


def _texts(candidates: object) -> list[str]:
    try:
        listed = None if isinstance(candidates, str | bytes) else list(candidates)  # type: ignore[call-overload]
    except TypeError:  # what cannot be gone through
        listed = None
    if listed is None:
        message = f"is {shown(candidates)}; a list of texts is needed"
        raise invalid_argument("candidates", message)
    return [_text(one, "candidates") for one in listed]


def unknown_name(
    kind: str, wanted: str, candidates: Sequence[str], place: Place | None = None
) -> UnknownName:
    """The error for a name that does not exist, with the nearest one as the hint."""
    kind, wanted, candidates = _text(kind, "kind"), _text(wanted, "wanted"), _texts(candidates)
    if not isinstance(place, Place | None):
        raise invalid_argument("place", f"is {shown(place)}; a Place is needed")
    nearest = nearest_name(wanted, candidates)
    hint = f"did you mean '{nearest}'?" if nearest else there_are(candidates, wanted)
    quoted = f"'{wanted}'" if len(wanted) <= LONGEST_SHOWN else shown(wanted)
    return UnknownName(
        Finding(
            code=f"unknown_{kind}",
            message=f"there is no {kind} {quoted}",
            severity=Severity.WARNING,
            place=place or Place(),
            hint=hint,
            details={"found": wanted, "nearest": nearest, "expected": _some(candidates, wanted)},
        )
    )


def there_are(candidates: Sequence[str], wanted: str) -> str:
    """A hint that lists the candidates, of many those that stand by `wanted` in the alphabet."""
    if not candidates:
        return "there are none"
    if len(candidates) <= _MOST_LISTED:
        return f"there are: {_some(candidates, wanted)}"
    return f"there are {len(candidates):,}, such as: {_some(candidates, wanted)}"


def _some(candidates: Sequence[str], wanted: str) -> str:
    if len(candidates) <= _MOST_LISTED:
        return ", ".join(candidates)
    order = sorted(candidates)
    first = bisect.bisect(order, wanted) - _FEW // 2
    first = min(max(first, 0), len(order) - _FEW)
    return ", ".join(order[first : first + _FEW]) + ", ..."
