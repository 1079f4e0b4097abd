"""Which type did people give which name?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sozialraum.core import Finding, nearest_name
from sozialraum.level.asked import AskedLevel, AskedName
from sozialraum.level.trouble import trouble, warning
from sozialraum.words.fair import judging_words, names_people

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["decided_names"]


def decided_names(
    level: AskedLevel, letters: pd.Series, names: pd.Series
) -> tuple[dict[str, AskedName], list[Finding]]:
    """Letter -> the name of its type, by the area that stands for it.

    Parameters
    ----------
    letters, names : pandas.Series
        Type and name of every area.

    Raises
    ------
    InvalidInput
        ``name_without_area`` (no area of this key or name, or several of the name),
        ``named_twice`` (two names for one type, or one name for two), ``unfair_name`` (a name marks
        people or judges a place).
    """
    found: dict[str, AskedName] = {}
    findings: list[Finding] = []
    for asked in level.types.names:
        letter = str(letters[_area_of(level, asked, names)])
        _refuse_unfair(level, asked)
        taken = [other for other in found.values() if other.name == asked.name]
        if letter in found or taken:
            raise trouble(
                "named_twice",
                f"the names '{asked.name}' and '{(found.get(letter) or taken[0]).name}' meet",
                file=level.table.file,
                hint="one name a type: take an area of another type",
                found=asked.name,
                other=(found.get(letter) or taken[0]).area,
                area_text=asked.area,
            )
        found[letter] = asked
        findings += _judging(asked)
    return found, findings


def _area_of(level: AskedLevel, asked: AskedName, names: pd.Series) -> str:
    if asked.area in names.index:
        return asked.area
    called = [str(code) for code in names.index[names.astype(str) == asked.area]]
    if len(called) == 1:
        return called[0]
    nearest = nearest_name(asked.area, [str(name) for name in names])
    raise trouble(
        "name_without_area",
        f"the type '{asked.name}' is named by '{asked.area}', which is {len(called)} areas",
        file=level.table.file,
        hint=f"did you mean '{nearest}'?" if nearest else "give the key of an area",
        found=asked.area,
        type_name=asked.name,
        nearest=nearest or "",
    )


def _refuse_unfair(level: AskedLevel, asked: AskedName) -> None:
    """Nobody's home is called after what people are judged by."""
    words = [*names_people(asked.name), *judging_words(asked.name)]
    if words:
        raise trouble(
            "unfair_name",
            f"the name '{asked.name}' marks people or judges a place ({', '.join(words)})",
            file=level.table.file,
            hint="name it by settlement, age, housing or ways",
            found=asked.name,
            words=", ".join(words),
        )


def _judging(asked: AskedName) -> list[Finding]:
    texts = (asked.like, *asked.strengths, *asked.hard, *asked.questions)
    words = list(dict.fromkeys(word for text in texts for word in judging_words(text)))
    if not words:
        return []
    return [
        warning(
            "unfair_words",
            f"what is said of the type '{asked.name}' judges: {', '.join(words)}",
            found=asked.name,
            words=", ".join(words),
        )
    ]
