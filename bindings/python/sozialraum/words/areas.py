"""How is a mean of areas called, so that nobody takes it for the region's value?"""

from __future__ import annotations

__all__ = [
    "among",
    "beyond",
    "german_key",
    "mean_area",
    "than_mean_area",
    "with_others",
]

_FEMININE = ("e", "ung", "heit", "keit", "schaft", "ion", "stadt", "mark")
_NEUTER = ("dorf", "quartier", "viertel", "gebiet", "chen", "feld", "land")
_MASCULINE = ("ort", "teil", "kreis", "bezirk", "raum", "block", "weiler", "hof", "sprengel")


def mean_area(area: str) -> str:
    """A mean in which each area counts once, in the words of the level.

    Examples
    --------
    >>> mean_area("Gemeinde"), mean_area("Dorf"), mean_area("Ortsteil"), mean_area("Los")
    ('mittlere Gemeinde', 'mittleres Dorf', 'mittlerer Ortsteil', 'Mittel je Los')
    """
    for endings, word in (
        (_NEUTER, "mittleres"),
        (_MASCULINE, "mittlerer"),
        (_FEMININE, "mittlere"),
    ):
        if area.lower().endswith(endings):
            return f"{word} {area}"
    return f"Mittel je {area}"


def than_mean_area(area: str) -> str:
    """Compared with such a mean, as a sentence takes it.

    Examples
    --------
    >>> than_mean_area("Gemeinde"), than_mean_area("Dorf"), than_mean_area("Los")
    ('mit der mittleren Gemeinde', 'mit dem mittleren Dorf', 'mit dem Mittel je Los')
    """
    name = mean_area(area)
    if name.startswith("mittlere "):
        return f"mit der mittleren {area}"
    return f"mit dem mittleren {area}" if name.startswith("mittlere") else f"mit dem {name}"


def german_key(name: str) -> str:
    """What a German list sorts a name by: umlauts as their vowels.

    Examples
    --------
    >>> sorted(["Zell", "Öd", "Oden"], key=german_key)
    ['Öd', 'Oden', 'Zell']
    """
    return name.lower().translate(str.maketrans("äöüß", "aous"))


def with_others(areas: str) -> str:
    """Compared with all others together, as a sentence takes it.

    Examples
    --------
    >>> with_others("Dörfer"), with_others("Orte")
    ('mit allen übrigen Dörfern zusammen', 'mit allen übrigen Orten zusammen')
    """
    return f"mit allen übrigen {among(areas)} zusammen"


def beyond(others: bool, wider: bool) -> list[str]:
    """What exact tests found, against all others and against the wider region.

    Examples
    --------
    >>> beyond(True, True), beyond(False, True), beyond(False, False)
    (['mehr als Zufall anders als die übrigen und die Umgebung'], ['mehr als Zufall anders als die Umgebung'], [])
    """
    told = [name for name, yes in (("die übrigen", others), ("die Umgebung", wider)) if yes]
    return [f"mehr als Zufall anders als {' und '.join(told)}"] if told else []


def among(areas: str) -> str:
    """The plural after "von" and "in": the dative of German.

    Examples
    --------
    >>> among("Dörfer"), among("Orte"), among("Gemeinden"), among("Lose")
    ('Dörfern', 'Orten', 'Gemeinden', 'Losen')
    """
    return areas if areas.endswith(("n", "s")) else f"{areas}n"
