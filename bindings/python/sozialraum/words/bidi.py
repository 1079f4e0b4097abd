"""How does a text from a file stay within its place on a page, whatever its writing direction?

Marks such as U+202E turn all that follows round: a name would reverse the sentence it stands in.
"""

from __future__ import annotations

__all__ = ["isolated"]

_OPEN_ISOLATE, _FIRST_STRONG, _CLOSE_ISOLATE = "\u2066\u2067\u2068", "\u2068", "\u2069"
_MARKS = set("\u202a\u202b\u202c\u202d\u202e\u200e\u200f\u061c" + _OPEN_ISOLATE + _CLOSE_ISOLATE)


def isolated(text: str) -> str:
    """The text with its marks shut in; any other text as it is.

    Examples
    --------
    >>> isolated("Ahorn")
    'Ahorn'
    >>> isolated("A\\u202eB") == "\\u2068A\\u202eB\\u2069"
    True
    """
    if not _MARKS & set(text):
        return text
    depth, kept = 0, []
    for letter in text:
        if letter in _OPEN_ISOLATE:
            depth += 1
        elif letter == _CLOSE_ISOLATE:
            if depth == 0:  # would end the isolation around the text
                continue
            depth -= 1
        kept.append(letter)
    return _FIRST_STRONG + "".join(kept) + _CLOSE_ISOLATE * (depth + 1)
