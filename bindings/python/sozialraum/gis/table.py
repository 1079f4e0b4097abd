"""Tables of offices: numbers, the state of every cell, and texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

from sozialraum import _gis
from sozialraum.core import AreaTable
from sozialraum.core.door import require_path
from sozialraum.gis.options import ReadOptions, of_areas

if TYPE_CHECKING:
    from sozialraum.core import Finding
    from sozialraum.gis.options import Path


def read_table(
    path: Path,
    *,
    key: str = "",
    kind: str = "custom",
    grid: tuple[str, str, int] | None = None,
    repair_ags: bool = False,
    **options: Unpack[ReadOptions],
) -> AreaTable:
    """What does this file say about each area?

    Reads CSV, XLSX, GeoPackage, Shapefile or DBF, GeoJSON and GML; a ``.zip`` is looked into, also
    into its folders. All cells are taken as text and typed here, so that keys keep their leading
    zeros. Signs of official German tables (``-`` nothing, ``.`` secret, ``...`` later, ``/``
    unreliable, ``x`` blocked, ``(12)`` limited, ``12p`` ``12r`` ``12s``) become cell states. A
    number of a spreadsheet is what its cell shows: 12.5 if it shows 12,5 %.

    Parameters
    ----------
    path : str or path-like
    key : str
        Column that holds the keys of the areas.
    kind : {"kreis", "ags", "ars", "grid_cell", "custom"}
        Kind of key; official keys are checked.
    grid : (str, str, int), optional
        Instead of `key`, for tables of the European grid without keys: the columns of easting and
        northing (metres of EPSG:3035, the centre of the cell or any point in it) and the side of
        the cells in metres. The keys are those of :func:`sozialraum.core.grid_cell_codes`.
    repair_ags : bool
        Put lost leading zeros back, and say so. Without it they are an error.
    **options : ReadOptions
        ``sheet``, ``layer``, ``separator``, ``decimal``, ``encoding``, ``text_columns``,
        ``columns``, ``missing_codes``, ``signs``, ``rows``, ``leave_out``, ``long_form``,
        ``header``, ``skip_footer``; see :class:`sozialraum.gis.ReadOptions`.

    Returns
    -------
    AreaTable
        ``data``: float64, areas x number columns, NaN where a cell carries no number; ``states``:
        uint8, same shape; ``texts``: areas x text columns; ``findings``. The index holds the keys
        as text, in the order of the file.

    Raises
    ------
    InvalidInput
        ``file_not_found``, ``empty_file``, ``unsupported_format``, ``no_rows``, ``no_header``,
        ``row_length``, ``missing_key``, ``duplicate_key``, ``lost_leading_zero``,
        ``bad_area_code``, ``not_a_number``, ``ambiguous_number``, ``mixed_decimals``,
        ``formula_without_value``, ``too_large`` and others, with file, row, column and a hint.
    UnknownName
        For a column, sheet, layer or option that is not there; the nearest name is in the hint.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from sozialraum.core import CellState
    >>> folder = tempfile.TemporaryDirectory()
    >>> file = pathlib.Path(folder.name) / "table.csv"
    >>> _ = file.write_text("AGS;Einwohner;Quote\\n03252007;18.429;12,5\\n03252006;57.000;.\\n")
    >>> table = read_table(file, key="AGS", kind="ags")
    >>> table.data.loc["03252007", "Einwohner"]
    np.float64(18429.0)
    >>> CellState(table.states.loc["03252006", "Quote"]).name
    'SECRET'

    A table in long form has one row a value:

    >>> _ = file.write_text("Ort;Merkmal;Wert\\nRohden;Kinder;12\\nRohden;alle;80\\n")
    >>> read_table(file, key="Ort", long_form=("Merkmal", "Wert")).data.to_dict("index")
    {'Rohden': {'Kinder': 12.0, 'alle': 80.0}}
    >>> folder.cleanup()
    """
    checked = of_areas(key, kind, grid, repair_ags, options)
    table, findings = _gis.read_table(require_path(path, "path"), checked)
    return area_table(table, findings)


def area_table(table: Any, findings: list[Finding]) -> AreaTable:
    """What a reader hands over, as frames."""
    import pandas as pd

    codes, names, values, states, texts = table
    index = pd.Index(codes, dtype=object)
    columns = pd.Index(names) if names else pd.Index([], dtype=object)
    return AreaTable(
        data=pd.DataFrame(values.T, index=index, columns=columns, copy=False),
        states=pd.DataFrame(states.T, index=index, columns=columns, copy=False),
        texts=pd.DataFrame(dict(texts), index=index, dtype=object),
        findings=findings,
    )
