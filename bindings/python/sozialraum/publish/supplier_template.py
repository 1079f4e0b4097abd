"""The form that an office fills in: one sheet a chapter of a catalogue, with checks."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sozialraum.publish.sheets import HEAD, INPUT, TITLE, Check, Sheet, write_sheets
from sozialraum.publish.xlsx import column_letters

if TYPE_CHECKING:
    from sozialraum.indicator import Catalogue

__all__ = ["FORM_HEADER", "chapter_sheet", "write_supplier_template"]

FORM_HEADER = 5
"""Row of the file in which the names of the columns stand."""
_NOT_ASKED = ("minutes",)  # measured, not delivered
_SIGNS = ("-", ".", "...", "/", "x")


def write_supplier_template(
    path: str | os.PathLike[str],
    catalogue: Catalogue,
    places: Sequence[str],
    *,
    key: str = "Ort",
    title: str = "",
) -> None:
    """Write the form as XLSX: same input, same bytes.

    A sheet a chapter, in it a row a place and the columns of every indicator that there is for
    places: as the catalogue reads them, in row 5. A cell takes a number from 0 or an official sign;
    a count of a share at most its base. What there is for larger areas alone is listed with its
    owner, and not asked for.

    Parameters
    ----------
    path : str or path-like
    catalogue : sozialraum.indicator.Catalogue
        With chapters, owners and lowest levels.
    places : sequence of str
    key : str
        Name of the column with the places.
    title : str
        Of the first sheet.

    Raises
    ------
    InvalidInput
        ``cannot_write``.
    """
    asked = [d for d in catalogue.definitions if _is_asked(d)]
    larger = [d for d in catalogue.definitions if d.kind not in _NOT_ASKED and not _is_asked(d)]
    sheets = [_first_sheet(title, key, catalogue, larger)]
    for letter, chapter in catalogue.chapters.items():
        of_chapter = [d for d in asked if d.chapter == letter]
        if of_chapter:
            name = chapter_sheet(letter, chapter.name_de)
            sheets.append(_chapter(name, chapter.name_de, of_chapter, places, key))
    write_sheets(path, sheets)


def chapter_sheet(letter: str, name: str) -> str:
    """The name of the sheet of a chapter, as spreadsheets allow it."""
    return f"{letter} {name}".replace(":", "").replace("/", " ")[:31].strip()


def _is_asked(definition: Any) -> bool:
    return definition.kind not in _NOT_ASKED and definition.lowest_level in ("village", "cell_100m")


# ------------------------------------------------------------------------------------- the sheets


def _first_sheet(title: str, key: str, catalogue: Catalogue, larger: Sequence[Any]) -> Sheet:
    lines: list[list[Any]] = [
        [f"Zahlen für den Bericht {title}".strip()],
        [""],
        ["So wird ausgefüllt"],
        [f"Ein Blatt je Kapitel, eine Zeile je Ort (Spalte „{key}“). Gelb sind die Felder."],
        ["Zahlen ab 0. Keine Namen von Menschen, keine Bemerkungen, keine Summenzeile."],
        ["-  nichts vorhanden (genau null)      .  unbekannt oder geheim      ...  kommt später"],
        ["/  nicht zuverlässig genug      x  Angabe sinnlos      leer  nicht geliefert"],
        ["Anzahlen bitte, wie sie sind: Kleine Zahlen schützt das Programm beim Ausgeben."],
        ["Zeilen und Spalten bitte nicht verschieben; was es nicht gibt, bleibt leer."],
        [""],
        ["Nicht nach Orten zu haben (nur für größere Gebiete)"],
        ["Kennzahl", "kleinste Ebene", "bei wem"],
    ]
    heads = {(0, 0): TITLE, (2, 0): HEAD, (10, 0): HEAD}
    heads |= {(11, i): HEAD for i in range(3)}
    lines += [[d.name_de, _LEVELS.get(d.lowest_level, d.lowest_level), d.owner] for d in larger]
    return Sheet("Anleitung", lines, styles=heads, widths=(70, 24, 60))


_LEVELS = {
    "cell_100m": "Rasterzelle 100 m",
    "village": "Ort",
    "school": "Schule",
    "facility": "Einrichtung",
    "commune": "Gemeinde",
    "district": "Landkreis",
    "agency_district": "Agenturbezirk",
    "state": "Land",
}


def _chapter(
    name: str, title: str, definitions: Sequence[Any], places: Sequence[str], key: str
) -> Sheet:
    columns = [
        (d, column, part, text) for d in definitions for column, part, text in _columns_of(d)
    ]
    columns = list({column: (d, column, part, text) for d, column, part, text in columns}.values())
    rows: list[list[Any]] = [
        [title],
        ["Kennzahl", *(d.name_de for d, *_ in columns)],
        ["Was", *(part for *_, part, _ in columns)],
        ["Wer wird gezählt", *(text for *_, text in columns)],
        [key, *(column for _, column, *_ in columns)],
        *([place, *([None] * len(columns))] for place in places),
    ]
    styles = {(0, 0): TITLE}
    styles |= {(1, x): HEAD for x in range(len(columns) + 1)}
    styles |= {(4, x): HEAD for x in range(len(columns) + 1)}
    last = FORM_HEADER + len(places)
    styles |= {(y, x): INPUT for y in range(FORM_HEADER, last) for x in range(1, len(columns) + 1)}
    return Sheet(
        name,
        rows,
        styles=styles,
        merges=_merges([d.id for d, *_ in columns]),
        widths=(28, *([22] * len(columns))),
        frozen=(FORM_HEADER, 1),
        checks=[_check(columns, i, last) for i in range(len(columns))] if places else [],
    )


def _columns_of(definition: Any) -> list[tuple[str, str, str]]:
    """Column, what it is, and who is counted."""
    read = [(c, "Anzahl", definition.numerator_de) for c in definition.numerator + definition.minus]
    if not definition.denominator:
        read = [(c, "Wert", definition.numerator_de or definition.unit) for c, *_ in read]
    return read + [(c, "von (Bezug)", definition.denominator_de) for c in definition.denominator]


def _merges(ids: Sequence[str]) -> list[str]:
    """The name of an indicator stands once above its columns."""
    merges, first = [], 0
    for i in range(1, len(ids) + 1):
        if i == len(ids) or ids[i] != ids[first]:
            if i - first > 1:
                merges.append(f"{column_letters(first + 1)}2:{column_letters(i)}2")
            first = i
    return merges


def _check(columns: Sequence[tuple[Any, str, str, str]], i: int, last: int) -> Check:
    """A number from 0 or a sign; of a share no more than its base."""
    definition, column, *_ = columns[i]
    here, row = column_letters(i + 1), FORM_HEADER + 1
    cell = f"{here}{row}"
    signs = ",".join(f'{cell}="{sign}"' for sign in _SIGNS)
    number, most = f"ISNUMBER({cell}),{cell}>=0", ""
    if definition.kind == "share" and column in definition.numerator:
        bases = [j for j, (_, name, *_) in enumerate(columns) if name in definition.denominator]
        if bases:
            base = f"{column_letters(bases[0] + 1)}{row}"
            number += f",OR(NOT(ISNUMBER({base})),{cell}<={base})"
            most = " und höchstens so viele wie im Bezug"
    if definition.kind == "percentage" and column in definition.numerator:
        number += f",{cell}<=100"
    return Check(
        f"{here}{row}:{here}{last}",
        f"OR(AND({number}),{signs})",
        "Bitte prüfen",
        f"Eine Zahl ab 0{most}, oder eines der Zeichen - . ... / x.",
    )
