"""Check a delivered table against a catalogue and the last delivery."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sozialraum.core import nearest_name
from sozialraum.core.door import require_choice, require_path, require_text
from sozialraum.core.finding import invalid_argument
from sozialraum.delivery.cells import cell_remarks, columns_of
from sozialraum.delivery.changes import change_remarks, pattern_remarks
from sozialraum.delivery.read import Read, read, read_form
from sozialraum.delivery.remark import Remark
from sozialraum.words import delivery as words
from sozialraum.words.levels import level_name

if TYPE_CHECKING:
    from sozialraum.indicator import AreaLevel, Catalogue, Definition

_LEVELS = [
    "cell_100m",
    "village",
    "school",
    "facility",
    "commune",
    "district",
    "agency_district",
    "state",
]


@dataclass(frozen=True)
class Delivery:
    """What was noticed in a delivery.

    Attributes
    ----------
    file : str
        Name of the delivered file.
    remarks : list of Remark
        What concerns the table first, then in the order of the catalogue.
    areas, columns : int
        How many rows and columns of the catalogue were read.
    """

    file: str
    remarks: list[Remark] = field(default_factory=list)
    areas: int = 0
    columns: int = 0

    @property
    def to_mend(self) -> list[Remark]:
        """What is wrong; the rest is to be confirmed."""
        return [one for one in self.remarks if not one.confirm]

    def letters(self) -> dict[str, str]:
        """A German letter for every supplier who has something to mend or to confirm.

        What concerns the whole table stands in the letter to all, or, if one supplier is written to
        alone, in his.
        """
        suppliers = list(dict.fromkeys(one.supplier for one in self.remarks if one.supplier))
        general = [one for one in self.remarks if not one.supplier]
        if len(suppliers) == 1:
            return {suppliers[0]: words.letter(suppliers[0], self.file, self.remarks)}
        letters = {words.EVERYONE: words.letter(words.EVERYONE, self.file, general)}
        if not general:
            letters = {}
        for supplier in suppliers:
            own = [one for one in self.remarks if one.supplier == supplier]
            letters[supplier] = words.letter(supplier, self.file, own)
        return letters


def check_delivery(
    path: str | Path,
    catalogue: Catalogue,
    *,
    last: str | Path | None = None,
    key: str = "",
    area_level: AreaLevel | None = None,
) -> Delivery:
    """Is a delivered table what was asked for, and like the last one?

    Parameters
    ----------
    path : str or Path
        CSV, XLSX or another table that :func:`sozialraum.gis.read_table` reads, with its head in
        row 1; its columns are those of the catalogue. Or the filled form that
        ``write_supplier_template`` of :mod:`sozialraum.publish` wrote.
    catalogue : Catalogue
        Which columns there may be, what they mean and who delivers them.
    last : str or Path, optional
        The last delivery in the same form.
    key : str
        Column with the keys of the areas; unless said, the first of a list of usual names (``ags``,
        ``ars``, ``schluessel``, ``gebiet``, ``ortsteil``, ``ort``, ``key``, ``id``) in small or
        capital letters.
    area_level : str, optional
        Of what size the areas are: columns of indicators that do not go down so far are named.

    Returns
    -------
    Delivery
        Remarks with row and column, and ``letters()``.

    Notes
    -----
    To be confirmed are shares and rates whose change has an adjusted p of at most 0.01 (Fisher's
    or the conditional test, false discovery rate over all areas) and is at least a fifth of the
    earlier value; other numbers that changed by half; bases that changed by 15 % and by more than
    chance; columns that are the same as before in all areas; numbers that are all multiples of 5 or
    10; counts of one or two.
    """
    file = require_path(path, "path")
    if area_level is not None:
        require_choice(area_level, "area_level", _LEVELS)
    name = Path(file).name
    now = _read(file, require_text(key, "key"), catalogue)
    if isinstance(now, Remark):
        return Delivery(name, [now])
    remarks = _columns(now, catalogue) + _levels(now, catalogue, area_level)
    fitting = catalogue if area_level is None else catalogue.at_level(area_level)
    there = [d for d in fitting.definitions if columns_of(d, now)]
    remarks += cell_remarks(now, there) + pattern_remarks(now, there)
    if last is not None:
        before = _read(require_path(last, "last"), key, catalogue)
        if isinstance(before, Remark):
            raise invalid_argument(
                "last", f"cannot be read: {before.facts.get('trouble', '')}", "mend it first"
            )
        remarks += change_remarks(now, before, there)
    columns = len({c for d in there for c in columns_of(d, now)})
    return Delivery(name, remarks, len(now.table.data), columns)


def _read(file: str, key: str, catalogue: Catalogue) -> Read | Remark:
    """The table by its key column; a usual name of one is found in any spelling.

    What has no such column in its first row may be the form that is written for suppliers.
    """
    names = [key] if key else _key_names()
    for name in names:
        found = read(file, name, catalogue.columns)
        if found is not None:
            return found
    if file.lower().endswith(".xlsx"):
        for name in names:
            found = read_form(file, name, catalogue)
            if found is not None:
                return found
    return Remark("unreadable", facts=words.NO_KEY_COLUMN)


def _key_names() -> list[str]:
    names = words.KEY_COLUMNS
    return [spelled for one in names for spelled in (one, one.upper(), one.capitalize())]


def _columns(now: Read, catalogue: Catalogue) -> list[Remark]:
    """Columns that nobody asked for, and columns that an indicator lacks."""
    given = [*map(str, now.table.data.columns), *map(str, now.table.texts.columns)]
    known = catalogue.columns
    numbers = [str(c) for c in now.table.data.columns]
    remarks = [
        Remark("column_unknown", column=c, facts={"nearest_hint": _hint(c, known)})
        for c in numbers
        if c not in known
    ]
    told: set[str] = set()
    for definition in catalogue.definitions:
        lacking = [c for c in definition.columns if c not in given]
        if not columns_of(definition, now):
            continue
        for column in lacking:
            if column in told:
                continue
            told.add(column)
            remarks.append(
                Remark(
                    "column_missing",
                    definition.owner,
                    column,
                    facts={
                        "indicator": definition.name_de,
                        "meaning": _meaning(column, definition),
                        "nearest_hint": _hint(column, [c for c in numbers if c not in known]),
                    },
                )
            )
    return remarks


def _meaning(column: str, definition: Definition) -> str:
    base = column in definition.denominator
    words_of = definition.denominator_de if base else definition.numerator_de
    return words_of or definition.name_de


def _hint(wanted: str, candidates: Sequence[str]) -> str:
    return words.perhaps(nearest_name(wanted, list(candidates)))


def _levels(now: Read, catalogue: Catalogue, area_level: AreaLevel | None) -> list[Remark]:
    if area_level is None:
        return []
    fits = {d.id for d in catalogue.at_level(area_level).definitions}
    return [
        Remark(
            "too_fine",
            d.owner,
            columns_of(d, now)[0],
            facts={"indicator": d.name_de, "lowest_level": level_name(d.lowest_level)},
        )
        for d in catalogue.definitions
        if d.id not in fits and columns_of(d, now)
    ]
