"""In which rows of a file does the table stand?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sozialraum import _gis
from sozialraum.core.door import require_path
from sozialraum.gis.options import text_or_empty

if TYPE_CHECKING:
    from sozialraum.gis.options import Path


@dataclass(frozen=True)
class ColumnLook:
    """What stands in a column, before it is read.

    Attributes
    ----------
    name : str
        As :func:`read_table` will call it.
    numbers, signs, texts : int
        Cells that are numbers, official signs for a missing number, anything else.
    distinct : int
        Different texts among the cells that are not blank.
    first : list of str
        The first three cells that are not blank.
    """

    name: str
    numbers: int
    signs: int
    texts: int
    distinct: int
    first: list[str]

    @property
    def holds_numbers(self) -> bool:
        """True if nothing in it is a text."""
        return self.numbers > 0 and self.texts == 0


@dataclass(frozen=True)
class Layout:
    """Where in its file a table stands.

    Attributes
    ----------
    sheets : list of str
        Of a spreadsheet.
    sheet : str
        The one that was looked at; empty = the first.
    title, notes : list of str
        Rows above the names and below the data.
    header : int or (int, int)
        As :func:`read_table` takes it.
    skip_footer : int
    rows : int
        Of data.
    columns : list of ColumnLook
    """

    sheets: list[str]
    sheet: str
    title: list[str]
    notes: list[str]
    header: int | tuple[int, int]
    skip_footer: int
    rows: int
    columns: list[ColumnLook]


def layout(path: Path, *, sheet: str | None = None) -> Layout:
    """Where do names, data and notes of this file stand?

    A guess for a person to confirm: a row is data if most of its cells behind the first are numbers
    or official signs; up to three rows of at least two texts directly above are the names.

    Parameters
    ----------
    path : str or path-like
        CSV or XLSX.
    sheet : str, optional
        Of a spreadsheet; the first one unless given.

    Returns
    -------
    Layout

    Raises
    ------
    InvalidInput
        ``no_table`` if no row looks like data; what :func:`read_table` raises of files and sheets.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> file = pathlib.Path(folder.name) / "table.csv"
    >>> _ = file.write_text("Bestand 2024;;\\nOrt;Menschen;Kinder\\nAu;120;14\\nBerg;90;.\\n")
    >>> found = layout(file)
    >>> found.header, found.rows, [column.name for column in found.columns]
    (2, 2, ['Ort', 'Menschen', 'Kinder'])
    >>> folder.cleanup()
    """
    sheets, taken, title, notes, first, count, footer, rows, columns = _gis.layout(
        require_path(path, "path"), text_or_empty(sheet, "sheet")
    )
    return Layout(
        sheets=sheets,
        sheet=taken,
        title=title,
        notes=notes,
        header=first if count == 1 else (first, first + count - 1),
        skip_footer=footer,
        rows=rows,
        columns=[ColumnLook(*column) for column in columns],
    )
