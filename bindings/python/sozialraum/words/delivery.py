"""The letter to a supplier: what in a delivery should be mended, and what confirmed, in German."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

__all__ = [
    "EVERYONE",
    "KEY_COLUMNS",
    "MORE_THAN_CHANCE",
    "NO_KEY_COLUMN",
    "TOO_MANY_TEXTS",
    "clean_letter",
    "file_name",
    "letter",
    "perhaps",
    "sentence",
    "trouble_and_mend",
]

EVERYONE = "Alle, die liefern"
KEY_COLUMNS = ("ags", "ars", "schluessel", "schlüssel", "gebiet", "ortsteil", "ort", "key", "id")
MORE_THAN_CHANCE = ", mehr als der Zufall erklärt"
NO_KEY_COLUMN = {
    "trouble": "Keine Spalte heißt wie ein Schlüssel der Gebiete.",
    "mend": "die Spalte mit den Schlüsseln „ags“, „ars“, „schluessel“ oder „gebiet“ nennen",
}
TOO_MANY_TEXTS = {
    "trouble": "Zu viele Spalten enthalten Texte statt Zahlen.",
    "mend": "prüfen, ob dies die richtige Tabelle ist",
}


def perhaps(nearest: str) -> str:
    """A hint at the name that was meant; empty without one."""
    return f" (gemeint ist vielleicht „{nearest}“)" if nearest else ""


def trouble_and_mend(error: str) -> dict[str, str]:
    """What an error text of several lines says, in the two parts of a remark."""
    lines = error.split("\n")
    told = dict(line.strip().split(":", 1) for line in lines[1:] if ":" in line)
    mend = told.get("Abhilfe", "die Tabelle prüfen und neu speichern")
    return {"trouble": lines[0].removeprefix("Fehler: "), "mend": mend.strip(" .")}


class Remark(Protocol):
    """What was noticed; :class:`sozialraum.delivery.Remark` is one."""

    @property
    def code(self) -> str: ...

    @property
    def column(self) -> str: ...

    @property
    def row(self) -> int | None: ...

    @property
    def area(self) -> str: ...

    @property
    def facts(self) -> Mapping[str, str]: ...


# What is wrong, and how to mend it; {…} are facts of the remark.
_MEND: dict[str, tuple[str, str]] = {
    "unreadable": ("{trouble}", "{mend}"),
    "not_a_number": (
        "„{found}“ ist keine Zahl.",
        "eine Zahl eintragen; für Fehlendes die amtlichen Zeichen verwenden: „.“ geheim oder unbekannt, „-“ genau nichts, „...“ kommt später, „/“ nicht sicher genug",
    ),
    "empty": (
        "Die Zelle ist leer.",
        "„-“ eintragen, wenn es genau null Fälle sind, „.“, wenn die Zahl geheim oder unbekannt ist, „...“, wenn sie noch kommt",
    ),
    "negative": (
        "Die Zahl {found} ist negativ.",
        "berichtigen; steht sie für einen fehlenden Wert, das amtliche Zeichen eintragen",
    ),
    "above_base": (
        "{found} Fälle sind mehr als die Bezugsgröße {base} (Spalte „{base_column}“).",
        "prüfen, ob beide vom selben Stichtag und vom selben Gebiet sind",
    ),
    "not_whole": (
        "{found} ist keine ganze Zahl.",
        "die gezählte Anzahl eintragen, keinen Anteil und kein Mittel",
    ),
    "not_a_percentage": (
        "{found} liegt außerhalb von 0 bis 100 Prozent.",
        "berichtigen; fehlt der Wert, das amtliche Zeichen eintragen",
    ),
    "parts": (
        "Die Teile ergeben {found}, das Ganze ist {base} (Spalte „{base_column}“).",
        "prüfen, ob ein Teil fehlt oder doppelt zählt",
    ),
    "column_missing": (
        "Die Spalte „{column}“ fehlt{nearest_hint}; ohne sie lässt sich „{indicator}“ nicht berechnen.",
        "die Spalte ergänzen: {meaning}",
    ),
    "column_unknown": (
        "Die Spalte „{column}“ ist im Katalog nicht vorgesehen{nearest_hint}.",
        "den Namen berichtigen oder die Spalte weglassen",
    ),
    "too_fine": (
        "„{indicator}“ gibt es für so kleine Gebiete nicht (niedrigste Ebene: {lowest_level}).",
        "die Spalte weglassen oder auf der höheren Ebene liefern",
    ),
    "area_missing": (
        "Das Gebiet {area} fehlt; in der letzten Lieferung war es enthalten.",
        "die Zeile ergänzen oder mitteilen, seit wann es das Gebiet nicht mehr gibt",
    ),
    "area_new": (
        "Das Gebiet {area} war in der letzten Lieferung nicht enthalten.",
        "mitteilen, seit wann es das Gebiet gibt und woraus es hervorging",
    ),
}

_CONFIRM: dict[str, str] = {
    "changed": "„{indicator}“ hat sich von {before} auf {after} verändert{chance}.",
    "base_changed": "Die Bezugsgröße hat sich von {before} auf {after} verändert.",
    "unchanged": "Alle {count} Werte sind dieselben wie in der letzten Lieferung.",
    "rounded": "Alle {count} Zahlen sind Vielfache von {step}. Sind sie gerundet? Dann bitte den Schritt nennen.",
    "small_counts": "Es kommen Fallzahlen von 1 oder 2 vor ({count} Zellen). Bitte prüfen, ob sie so weitergegeben werden dürfen.",
}


def sentence(remark: Remark) -> str:
    """One remark as a line of the letter: where, what, how to mend."""
    facts = {**_EMPTY, **remark.facts, "column": remark.column, "area": remark.area}
    where = [
        f"Zeile {remark.row}" if remark.row else "",
        f"Spalte „{remark.column}“" if remark.column else "",
        f"Gebiet {remark.area}" if remark.area else "",
    ]
    place = ", ".join(part for part in where if part)
    head = f"{place}: " if place else ""
    if remark.code in _CONFIRM:
        return head + _CONFIRM[remark.code].format_map(facts)
    what, mend = _MEND[remark.code]
    return f"{head}{what.format_map(facts)} Abhilfe: {mend.format_map(facts)}."


_EMPTY = {
    name: ""
    for name in (
        "after base base_column before chance count found indicator lowest_level meaning mend "
        "nearest_hint step trouble"
    ).split()
}


def letter(supplier: str, file: str, remarks: Sequence[Remark]) -> str:
    """The whole letter to one supplier."""
    mend = [sentence(one) for one in remarks if one.code in _MEND]
    confirm = [sentence(one) for one in remarks if one.code in _CONFIRM]
    parts = [f"An: {supplier}", f"Betreff: Ihre Lieferung „{file}“", "", "Guten Tag,", ""]
    parts.append("vielen Dank für Ihre Lieferung. Beim Einlesen ist uns Folgendes aufgefallen.")
    if mend:
        parts += ["", "Bitte berichtigen:", *_numbered(mend)]
    if confirm:
        parts += ["", "Bitte bestätigen oder berichtigen:", *_numbered(confirm)]
    parts += ["", "Mit freundlichen Grüßen", ""]
    return "\n".join(parts)


def clean_letter(file: str, areas: int, columns: int) -> str:
    """What is said if nothing was noticed."""
    return f"In Ordnung: „{file}“, {areas} Gebiete, {columns} Spalten; nichts zu berichtigen."


def file_name(supplier: str, number: int) -> str:
    """A name of a file for the letter to a supplier."""
    plain = supplier
    for sign, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        plain = plain.replace(sign, letters)
    kept = "".join(c if c.isascii() and c.isalnum() else "_" for c in plain)
    return f"{number:02}_{'_'.join(part for part in kept.split('_') if part)[:60]}.txt"


def _numbered(lines: list[str]) -> list[str]:
    return [f"{number:3}. {line}" for number, line in enumerate(lines, 1)]
