"""Numbers and short texts as a German reader writes them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

__all__ = [
    "certainty_words",
    "enumeration",
    "german_date",
    "integer",
    "number",
    "people_text",
    "percent",
    "signed",
    "span",
    "weight_words",
]

_NARROW = "\u202f"  # narrow no-break space between number and unit
_MINUS = "\u2212"


def number(value: float | None, decimals: int = 1) -> str:
    """``1234.5`` as ``1.234,5``; a missing number as an en dash.

    Examples
    --------
    >>> number(1234.5)
    '1.234,5'
    >>> number(None)
    '–'
    """
    if value is None or math.isnan(value):
        return "–"
    rounded = round(value, decimals) + 0.0
    text = f"{abs(rounded):,.{decimals}f}".translate(str.maketrans(",.", ".,"))
    return f"{_MINUS}{text}" if rounded < 0 else text


def integer(value: float | None) -> str:
    """A whole number with thousands marks.

    Examples
    --------
    >>> integer(18429)
    '18.429'
    """
    return number(value, 0)


def percent(share: float | None, decimals: int = 0) -> str:
    """A share of 1 in percent.

    Examples
    --------
    >>> percent(0.875).replace(chr(0x202F), " ")
    '88 %'
    """
    if share is None or math.isnan(share):
        return "–"
    return f"{number(100 * share, decimals)}{_NARROW}%"


def german_date(text: str) -> str:
    """A date as Germans write it; any other text as it is.

    Examples
    --------
    >>> german_date("2011-05-09"), german_date("Schuljahr 2016/17")
    ('9.5.2011', 'Schuljahr 2016/17')
    """
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text)
    return f"{int(found[3])}.{int(found[2])}.{found[1]}" if found else text


def signed(value: float | None, decimals: int = 1) -> str:
    """A number with its sign, for comparisons."""
    text = number(value, decimals)
    return text if text.startswith((_MINUS, "–")) else f"+{text}"


def span(lower: float | None, upper: float | None, decimals: int = 1) -> str:
    """An interval in words of numbers: ``3,1 bis 5,2``."""
    if lower is None or upper is None or math.isnan(lower) or math.isnan(upper):
        return "–"
    return f"{number(lower, decimals)} bis {number(upper, decimals)}"


def enumeration(parts: Sequence[str]) -> str:
    """Parts joined as a German sentence joins them.

    Examples
    --------
    >>> enumeration(["A", "B", "C"])
    'A, B und C'
    """
    items = list(parts)
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + " und " + items[-1]


def certainty_words(share: float) -> str:
    """The certainty of a type in one of three words; their limits stand in the report's annex.

    Examples
    --------
    >>> certainty_words(0.8), certainty_words(0.6), certainty_words(0.4)
    ('sicher', 'eher sicher', 'offen')
    """
    if share >= 0.75:
        return "sicher"
    return "eher sicher" if share >= 0.5 else "offen"


def people_text(count: float, of: float, least_count: int) -> str:
    """A number of people among others, without telling how many fewer than a limit are.

    Examples
    --------
    >>> people_text(3847, 7990, 3), people_text(2, 100, 3), people_text(0, 100, 3)
    ('3.847', 'weniger als 3', '0')
    >>> people_text(99, 100, 3)
    'mehr als 97'
    """
    if 0 < count < least_count:
        return f"weniger als {least_count}"
    if 0 < of - count < least_count:
        return f"mehr als {integer(of - least_count)}"
    return integer(count)


def weight_words(share: float) -> str:
    """How much of a value is its own, in words: no number, so that nothing can be computed from it.

    Examples
    --------
    >>> weight_words(0.9), weight_words(0.5), weight_words(0.1), weight_words(float("nan"))
    ('überwiegend eigene Zahlen', 'teils eigene Zahlen', 'überwiegend Durchschnitt', '')
    """
    if math.isnan(share):
        return ""
    if share >= 2 / 3:
        return "überwiegend eigene Zahlen"
    return "teils eigene Zahlen" if share >= 1 / 3 else "überwiegend Durchschnitt"
