"""Files in and out: tables, polygons and places as offices deliver them.

Every reader says what it made of the file: encoding, separator, decimal mark, signs, repaired
keys. What it cannot know it asks for, with an error that names file, row and column and says how
to mend it.

Compiled with GDAL; part of the package only if that was there when it was built.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sozialraum.core import (
    AreaTable,
    CellState,
    Finding,
    InvalidInput,
    Place,
    Severity,
    require_number,
    require_path,
)

try:
    from sozialraum import _gis
except ImportError as error:  # pragma: no cover
    raise ImportError(
        "sozialraum was built without GDAL, or GDAL is missing; install libgdal and build again"
    ) from error

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy.typing as npt
    import pandas as pd

__all__ = [
    "read_areas",
    "read_points",
    "read_table",
    "sample_raster",
    "category_style",
    "transform",
    "write_areas",
    "write_raster",
    "write_table",
]

Path = str | os.PathLike[str]


def read_table(
    path: Path,
    *,
    key: str = "",
    kind: str = "custom",
    grid: tuple[str, str, int] | None = None,
    sheet: str | None = None,
    layer: str | None = None,
    separator: str | None = None,
    decimal: str | None = None,
    encoding: str | None = None,
    text_columns: Sequence[str] = (),
    columns: Sequence[str] | None = None,
    missing_codes: Mapping[float, CellState] | None = None,
    signs: Mapping[str, CellState] | None = None,
    repair_ags: bool = False,
    header: int | tuple[int, int] = 1,
    skip_footer: int = 0,
) -> AreaTable:
    """What does this file say about each area?

    Reads CSV, XLSX, GeoPackage, Shapefile or DBF, GeoJSON and GML; a ``.zip`` is looked into. All
    cells are taken as text and typed here, so that keys keep their leading zeros. Signs of
    official German tables (``-`` nothing, ``.`` secret, ``...`` later, ``/`` unreliable, ``x``
    blocked, ``(12)`` limited, ``12p`` ``12r`` ``12s``) become cell states.

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
    sheet : str, optional
        Sheet of a spreadsheet; the first one unless given.
    layer : str, optional
        Layer of a GeoPackage or GML file; needed if there are several.
    separator : {";", ",", "\\t", "|"}, optional
        Of a CSV file; detected and reported unless given.
    decimal : {",", "."}, optional
        Decimal mark; detected from unambiguous numbers and reported unless given.
    encoding : str, optional
        Such as ``"utf-8"``, ``"cp1252"``; detected and reported unless given.
    text_columns : sequence of str
        Columns that are text, whatever they look like.
    columns : sequence of str, optional
        Columns to take; all unless given. A column named here must hold numbers, unless it is also
        in `text_columns`. Without `columns`, columns without any number are taken as text and
        reported.
    missing_codes : mapping of float to CellState, optional
        Numbers that stand for a missing cell, such as ``{-9: CellState.SUPPRESSED}``; counted in
        the findings.
    signs : mapping of str to CellState, optional
        Further texts with a meaning, such as ``{"*": CellState.SECRET}``.
    repair_ags : bool
        Put lost leading zeros back, and say so. Without it they are an error.
    header : int or (int, int)
        Row of the file that holds the column names, counted from 1; or first and last of several.
    skip_footer : int
        Rows at the end that are notes; they are reported as dropped.

    Returns
    -------
    AreaTable
        ``data``: float64, areas x number columns, NaN where a cell carries no number; ``states``:
        uint8, same shape; ``texts``: areas x text columns; ``findings``. The index holds the keys
        as text, in the order of the file.

    Raises
    ------
    InvalidInput
        ``file_not_found``, ``empty_file``, ``no_rows``, ``row_length``, ``missing_key``,
        ``duplicate_key``, ``lost_leading_zero``, ``bad_area_code``, ``not_a_number``,
        ``ambiguous_number``, ``mixed_decimals``, ``formula_without_value`` and others, with file,
        row, column and a hint.
    UnknownName
        For a column, sheet or layer that is not there; the nearest name is in the hint.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> file = pathlib.Path(folder.name) / "table.csv"
    >>> _ = file.write_text("AGS;Einwohner;Quote\\n03252007;18.429;12,5\\n03252006;57.000;.\\n")
    >>> table = read_table(file, key="AGS", kind="ags")
    >>> table.data.loc["03252007", "Einwohner"]
    np.float64(18429.0)
    >>> CellState(table.states.loc["03252006", "Quote"]).name
    'SECRET'
    >>> folder.cleanup()
    """
    options = _table_options(
        key, kind, grid, sheet, layer, separator, decimal, encoding, text_columns, columns,
        missing_codes, signs, repair_ags, header, skip_footer,
    )  # fmt: skip
    table, findings = _gis.read_table(os.fspath(path), options)
    return _area_table(table, findings)


def read_areas(
    path: Path,
    *,
    key: str,
    kind: str = "custom",
    layer: str | None = None,
    crs: str | None = None,
    encoding: str | None = None,
    make_valid: bool = False,
    repair_ags: bool = False,
) -> gpd.GeoDataFrame:
    """Where are the areas?

    Reads the polygons of a GeoPackage, Shapefile, GeoJSON or GML file; a ``.zip`` is looked into.

    Parameters
    ----------
    path : str or path-like
    key : str
        Attribute that holds the keys of the areas.
    kind : {"kreis", "ags", "ars", "grid_cell", "custom"}
        Kind of key; official keys are checked.
    layer : str, optional
        Needed if the file has several.
    crs : str, optional
        Such as ``"EPSG:25832"``: needed if the file does not say it; overrules the file otherwise,
        which is reported.
    encoding : str, optional
        Of a shapefile's texts; detected and reported unless given.
    make_valid : bool
        Mend invalid polygons and report the change of area. Without it they are an error that names
        each polygon, the reason and the place.
    repair_ags : bool
        Put lost leading zeros back, and say so. Without it they are an error.

    Returns
    -------
    geopandas.GeoDataFrame
        Index: keys as text, in the order of the file. Column ``geometry`` and the attributes. Axes
        are x (east), y (north). ``.attrs["findings"]``: list of Finding.

    Raises
    ------
    InvalidInput
        ``no_crs``, ``coordinates_with_zone``, ``coordinates_outside_crs``, ``invalid_polygon``,
        ``not_polygons``, ``missing_geometry``, ``several_features`` and those of
        :func:`read_table` for files and keys.
    """
    options = {
        "key": key,
        "kind": kind,
        "layer": layer or "",
        "crs": crs or "",
        "encoding": encoding or "",
        "make_valid": make_valid,
        "repair_ags": repair_ags,
    }
    table, wkb, found_crs, findings = _gis.read_areas(os.fspath(path), options)
    import shapely

    return _geo_frame(_area_table(table, findings), shapely.from_wkb(wkb), found_crs)


def read_points(
    path: Path,
    *,
    id: str,
    x: str,
    y: str,
    crs: str,
    skip_missing: bool = False,
    sheet: str | None = None,
    separator: str | None = None,
    decimal: str | None = None,
    encoding: str | None = None,
    text_columns: Sequence[str] = (),
    columns: Sequence[str] | None = None,
    missing_codes: Mapping[float, CellState] | None = None,
    signs: Mapping[str, CellState] | None = None,
    header: int | tuple[int, int] = 1,
    skip_footer: int = 0,
) -> gpd.GeoDataFrame:
    """Where are the facilities?

    Reads a table (CSV or spreadsheet) with a column of ids and two of coordinates.

    Parameters
    ----------
    path : str or path-like
    id : str
        Column of the ids, which are kept as text and must be unique.
    x, y : str
        Columns of easting and northing, or of longitude and latitude.
    crs : str
        Of the coordinates, such as ``"EPSG:4326"`` for degrees.
    skip_missing : bool
        Leave places without coordinates out, and say so. Without it they are an error.
    sheet, separator, decimal, encoding, text_columns, columns, missing_codes, signs
    header, skip_footer
        As in :func:`read_table`, for the other columns.

    Returns
    -------
    geopandas.GeoDataFrame
        Index: ids as text, in the order of the file. Column ``geometry`` and the other columns,
        numbers or text. ``.attrs["findings"]``: list of Finding.

    Raises
    ------
    InvalidInput
        ``missing_coordinate``, ``coordinates_outside_crs`` and those of :func:`read_table`.
    """
    options: dict[str, Any] = _table_options(
        id, "custom", None, sheet, None, separator, decimal, encoding, text_columns, columns,
        missing_codes, signs, False, header, skip_footer,
    )  # fmt: skip
    options |= {"x": x, "y": y, "crs": crs, "skip_missing": skip_missing}
    table, xs, ys, found_crs, findings = _gis.read_points(os.fspath(path), options)
    import shapely

    return _geo_frame(_area_table(table, findings), shapely.points(xs, ys), found_crs)


def sample_raster(
    path: Path, points: gpd.GeoDataFrame | gpd.GeoSeries, *, band: int = 1
) -> pd.Series:
    """What does a raster (heights, noise, temperature) say at these places?

    Parameters
    ----------
    path : path
        GeoTIFF or any raster that GDAL reads, in any CRS.
    points : geopandas.GeoDataFrame or GeoSeries
        Points in any CRS.
    band : int
        Counted from 1.

    Returns
    -------
    pandas.Series
        One float a point, bilinear between the four cells around it; NaN outside of the raster or
        where it has no data. ``attrs`` holds ``findings`` (``outside_raster`` and
        ``raster_no_data`` say how many), ``crs`` and ``unit`` of the raster.

    Raises
    ------
    InvalidInput
        ``file_not_found``, ``cannot_read``, ``no_crs``, ``no_georeference``, ``unknown_band``.

    Examples
    --------
    >>> heights = sample_raster("dgm25.tif", kitas)  # doctest: +SKIP
    """
    import pandas as pd

    if points.crs is None:
        raise _invalid("points", "has no coordinate reference system", "use points.set_crs(...)")
    degrees = points.geometry.to_crs(4326)
    values, crs, unit, findings = _gis.sample_raster(
        os.fspath(path), degrees.x.to_numpy(), degrees.y.to_numpy(), _count("band", band, 1)
    )
    result = pd.Series(values, index=points.index, name="value")
    result.attrs.update(findings=findings, crs=crs, unit=unit)
    return result


def transform(frame: gpd.GeoDataFrame, crs: str) -> gpd.GeoDataFrame:
    """The same places in another coordinate reference system.

    One operation for all, the best one that EPSG knows for the region and whose grids are
    installed.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        With a CRS.
    crs : str
        The wanted system, such as ``"EPSG:25832"``.

    Returns
    -------
    geopandas.GeoDataFrame
        A copy. ``.attrs["crs_operation"]``: name and accuracy of the operation as text;
        ``.attrs["findings"]``: those of `frame` and the new ones.

    Raises
    ------
    InvalidInput
        ``ballpark_transformation`` if the only way ignores the difference of the datums;
        ``no_crs``, ``unknown_crs``, ``transformation_failed``.

    Examples
    --------
    >>> import geopandas, shapely
    >>> places = geopandas.GeoDataFrame({"geometry": [shapely.Point(9.25, 52.17)]}, crs="EPSG:4326")
    >>> transform(places, "EPSG:25832").attrs["crs_operation"]
    'Inverse of ETRS89 to WGS 84 (1) + UTM zone 32N (accuracy 1.0 m)'
    """
    import geopandas as gpd
    import shapely

    _require_crs(frame)
    geometry = frame.geometry.to_numpy()
    coordinates = shapely.get_coordinates(geometry)
    x, y, operation, findings = _gis.transform(
        coordinates[:, 0], coordinates[:, 1], _crs_text(frame.crs), crs
    )
    _, target, name, accuracy, _ = operation
    coordinates[:, 0], coordinates[:, 1] = x, y
    moved = shapely.set_coordinates(geometry.copy(), coordinates)
    result = frame.copy()
    result = gpd.GeoDataFrame(
        result.drop(columns=frame.geometry.name),
        geometry=gpd.GeoSeries(moved, index=frame.index, crs=target, name=frame.geometry.name),
    )
    result = result[list(frame.columns)].set_geometry(frame.geometry.name)
    stated = "accuracy not stated" if accuracy is None else f"accuracy {accuracy} m"
    result.attrs = dict(frame.attrs)
    result.attrs["crs_operation"] = f"{name} ({stated})"
    result.attrs["findings"] = [*frame.attrs.get("findings", []), *findings]
    return result


def write_areas(
    path: Path,
    frame: gpd.GeoDataFrame,
    *,
    layer: str = "areas",
    styles: str | None = None,
) -> None:
    """Write areas (or places) as GeoPackage: same input, same bytes.

    Parameters
    ----------
    path : str or path-like
    frame : geopandas.GeoDataFrame
        Index: keys, written as text in a field called like the index, or ``"code"``. Columns of
        numbers and booleans become numbers (NaN is NULL), all others texts.
    layer : str
        Name of the layer.
    styles : str, optional
        A QGIS style (QML), kept in the file so that QGIS opens the layer with it; see
        :func:`category_style`.

    Raises
    ------
    InvalidInput
        ``cannot_write`` (folder missing, no permission, disk full), ``no_crs``, ``duplicate_key``,
        ``missing_geometry``. No half-written file is left.
    """
    import shapely

    _require_crs(frame)
    geometry = frame.geometry
    if geometry.isna().any():
        missing = [str(code) for code in frame.index[geometry.isna()]]
        raise InvalidInput(
            Finding(
                code="missing_geometry",
                message=f"{len(missing)} areas have no geometry, the first is '{missing[0]}'",
                severity=Severity.WARNING,
                place=Place(argument="frame", area=missing[0]),
                hint="leave them out before writing",
                areas=tuple(missing),
            )
        )
    attributes = frame.drop(columns=geometry.name)
    options = {
        "crs": _crs_text(frame.crs),
        "layer": layer,
        "key": str(frame.index.name or "code"),
        "order": [str(name) for name in attributes.columns],
        "style_qml": styles or "",
    }
    wkb = shapely.to_wkb(
        shapely.force_2d(geometry.to_numpy()), output_dimension=2, byte_order=1, include_srid=False
    )
    _gis.write_areas(os.fspath(path), _parts(attributes), list(wkb), options)


def write_raster(
    path: Path,
    values: npt.ArrayLike,
    transform: Sequence[float],
    *,
    crs: str = "EPSG:4326",
    unit: str = "",
) -> None:
    """Write a raster as GeoTIFF of one band of 32-bit numbers: same input, same bytes.

    Parameters
    ----------
    path : str or path-like
    values : array_like of float
        Rows from north to south; NaN, or masked = no data.
    transform : sequence of 6 float
        As GDAL has it: x of the western border, width of a cell, 0, y of the northern border, 0,
        minus the height of a cell.
    crs : str
    unit : str
        Of the values, such as ``"min"``.

    Raises
    ------
    InvalidInput
        ``cannot_write`` (folder missing, no permission, disk full), an unknown ``crs``, values that
        are no table, have no cell or do not fit 32 bits, a transform that places no cells. No
        half-written file is left.
    """
    cells, place = _cells(values), _geotransform(transform)
    for argument, text in (("crs", crs), ("unit", unit)):
        if not isinstance(text, str):
            raise _invalid(argument, f"is {text!r}; a text is needed")
    _gis.write_raster(require_path(path, "path"), cells, place, crs, unit)


def _cells(values: npt.ArrayLike) -> npt.NDArray[np.float32]:
    """Rows x columns; what a masked array hides is NaN."""
    if isinstance(values, np.ma.MaskedArray):
        values = np.where(np.ma.getmaskarray(values), np.nan, values.data)
    try:
        given = np.asarray(values)
    except ValueError:  # rows of different length
        raise _invalid("values", "is no table of numbers") from None
    if given.dtype.kind not in "biuf":
        raise _invalid("values", "is no table of numbers")
    if given.size == 0:
        raise _invalid("values", "has no cells; there is nothing to write")
    if given.ndim != 2:
        raise _invalid("values", f"has the shape {given.shape}; rows x columns are needed")
    if (np.isfinite(given) & (np.abs(given) > np.finfo(np.float32).max)).any():
        raise _invalid("values", "holds numbers above 3.4e38, which 32 bits cannot")
    return np.ascontiguousarray(given, dtype=np.float32)


def _geotransform(transform: Sequence[float]) -> list[float]:
    if not isinstance(transform, Iterable) or len(place := list(transform)) != 6:
        raise _invalid("transform", f"is {transform!r}; six numbers say where the cells lie")
    numbers = [require_number(number, "transform") for number in place]
    _, width, row_shift, _, column_shift, height = numbers
    if not np.isfinite(numbers).all() or width * height == row_shift * column_shift:
        raise _invalid("transform", f"is {transform!r}; cells need a place and a size")
    return numbers


def write_table(
    path: Path,
    frame: pd.DataFrame | AreaTable,
    *,
    separator: str = ";",
    decimal: str = ",",
    bom: bool = True,
    protect_texts: bool | None = None,
) -> None:
    """Write a table as CSV; the defaults open right by double click in a German spreadsheet.

    Parameters
    ----------
    path : str or path-like
    frame : pandas.DataFrame or AreaTable
        Index: keys, written as text in a column called like the index, or ``"code"``. Of an
        AreaTable the texts come first, then the numbers, and missing cells carry their official
        sign (``-`` ``.`` ``...`` ``/`` ``x``).
    separator : {";", ",", "\\t", "|"}
    decimal : {",", "."}
    bom : bool
        Begin with the mark by which spreadsheets know UTF-8.
    protect_texts : bool, optional
        Write texts that a spreadsheet would change (keys with a leading zero, ``1-2``, formulas) as
        ``="text"``; :func:`read_table` reads them back. Unless given: if the decimal mark is a
        comma, since such a file is for people.

    Raises
    ------
    InvalidInput
        ``cannot_write`` (folder missing, no permission, disk full), ``duplicate_key``. No
        half-written file is left.
    """
    if isinstance(frame, AreaTable):
        index, parts = frame.data.index, _parts(frame.data, frame.states)
        texts = _parts(frame.texts)[2]
        parts = (parts[0], parts[1], texts)
        order = [*frame.texts.columns, *frame.data.columns]
    else:
        index, parts, order = frame.index, _parts(frame), list(frame.columns)
    options = {
        "key": str(index.name or "code"),
        "order": [str(name) for name in order],
        "separator": _one_letter("separator", separator),
        "decimal": _one_letter("decimal", decimal),
        "bom": bom,
        "protect_texts": decimal == "," if protect_texts is None else protect_texts,
    }
    _gis.write_table(os.fspath(path), parts, options)


def category_style(column: str, colours: Mapping[str, str], labels: Mapping[str, str]) -> str:
    """A QGIS style that fills areas by the categories of a column.

    Parameters
    ----------
    column : str
        Text column with the categories, such as ``"type"``.
    colours : mapping of str to str
        Category to colour, ``"#rrggbb"``; in the order of the legend.
    labels : mapping of str to str
        Category to the text in the legend; the category itself where it is missing.

    Returns
    -------
    str
        QML, for `styles` of :func:`write_areas`.

    Examples
    --------
    >>> "Kernort" in category_style("type", {"A": "#1b9e77"}, {"A": "A: Kernort"})
    True
    """
    from xml.sax.saxutils import quoteattr

    categories, symbols = [], []
    for number, (category, colour) in enumerate(colours.items()):
        label = labels.get(category, category)
        red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        categories.append(
            f'<category symbol="{number}" value={quoteattr(category)} '
            f'label={quoteattr(label)} render="true" type="string"/>'
        )
        symbols.append(
            f'<symbol type="fill" name="{number}" alpha="1" clip_to_extent="1">'
            '<layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">'
            f'<Option type="QString" name="color" value="{red},{green},{blue},255"/>'
            '<Option type="QString" name="outline_color" value="90,90,90,255"/>'
            '<Option type="QString" name="outline_width" value="0.2"/>'
            '<Option type="QString" name="style" value="solid"/>'
            "</Option></layer></symbol>"
        )
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>"
        '<qgis version="3.22" styleCategories="Symbology">'
        f'<renderer-v2 type="categorizedSymbol" attr={quoteattr(column)} '
        'symbollevels="0" enableorderby="0" forceraster="0">'
        f"<categories>{''.join(categories)}</categories><symbols>{''.join(symbols)}</symbols>"
        "</renderer-v2></qgis>"
    )


def _require_crs(frame: gpd.GeoDataFrame) -> None:
    if frame.crs is None:
        raise InvalidInput(
            Finding(
                code="no_crs",
                message="the frame does not say its coordinate reference system",
                severity=Severity.WARNING,
                place=Place(argument="frame"),
                hint="set it with frame.set_crs('EPSG:25832')",
            )
        )


def _parts(frame: pd.DataFrame, states: pd.DataFrame | None = None) -> tuple[Any, Any, Any]:
    """A frame as (codes, numbers with states, texts)."""
    import pandas as pd

    numbers: list[tuple[str, Any, Any]] = []
    texts: list[tuple[str, list[str]]] = []
    for position, name in enumerate(frame.columns):
        cells = frame.iloc[:, position]
        if pd.api.types.is_numeric_dtype(cells):
            values = cells.to_numpy(dtype="float64", na_value=float("nan"))
            if states is None:
                kinds = pd.isna(values) * int(CellState.NOT_REPORTED)
            else:
                kinds = states.iloc[:, position].to_numpy()
            numbers.append((str(name), values, kinds))
        else:
            missing = cells.isna().to_list()
            shown = zip(cells.to_list(), missing, strict=True)
            texts.append((str(name), ["" if gone else str(cell) for cell, gone in shown]))
    return [str(code) for code in frame.index], numbers, texts


def _one_letter(argument: str, text: str) -> str:
    if len(text) != 1:
        raise _invalid(argument, f"is {text!r}, not one letter")
    return text


def _crs_text(crs: Any) -> str:
    """The short name of a CRS if it has one, its WKT 2 otherwise."""
    authority = crs.to_authority()
    return ":".join(authority) if authority else str(crs.to_wkt())


def _table_options(
    key: str,
    kind: str,
    grid: tuple[str, str, int] | None,
    sheet: str | None,
    layer: str | None,
    separator: str | None,
    decimal: str | None,
    encoding: str | None,
    text_columns: Sequence[str],
    columns: Sequence[str] | None,
    missing_codes: Mapping[float, CellState] | None,
    signs: Mapping[str, CellState] | None,
    repair_ags: bool,
    header: int | tuple[int, int],
    skip_footer: int,
) -> dict[str, Any]:
    first, last = (header, header) if isinstance(header, int) else header
    return {
        "key": key,
        "kind": kind,
        "grid": grid,
        "sheet": sheet,
        "layer": layer,
        "separator": separator,
        "decimal": decimal,
        "encoding": encoding,
        "text_columns": _names("text_columns", text_columns),
        "columns": _names("columns", columns or ()),
        "missing_codes": {float(code): int(state) for code, state in (missing_codes or {}).items()},
        "signs": {text: int(state) for text, state in (signs or {}).items()},
        "repair_ags": repair_ags,
        "header": _count("header", first, 1),
        "header_rows": _count("header", last - first + 1, 1),
        "skip_footer": _count("skip_footer", skip_footer, 0),
    }


def _names(argument: str, names: Sequence[str]) -> list[str]:
    """A list of names; one text alone would be read letter by letter."""
    if isinstance(names, str):
        raise _invalid(argument, "is a text, not a list of column names", f"say [{names!r}]")
    return [str(name) for name in names]


def _count(argument: str, value: int, least: int) -> int:
    if value < least:
        raise _invalid(argument, f"must be {least} or more", "rows are counted from 1")
    return int(value)


def _invalid(argument: str, trouble: str, hint: str = "") -> InvalidInput:
    return InvalidInput(
        Finding(
            code="invalid_argument",
            message=trouble,
            severity=Severity.WARNING,
            place=Place(argument=argument),
            hint=hint,
        )
    )


def _area_table(table: Any, findings: list[Finding]) -> AreaTable:
    import numpy as np
    import pandas as pd

    codes, columns, texts = table
    index = pd.Index(codes, dtype=object)
    data = {name: values for name, values, _ in columns}
    states = {name: cells for name, _, cells in columns}
    return AreaTable(
        data=pd.DataFrame(data, index=index, dtype=np.float64),
        states=pd.DataFrame(states, index=index, dtype=np.uint8),
        texts=pd.DataFrame(dict(texts), index=index, dtype=object),
        findings=findings,
    )


def _geo_frame(table: AreaTable, geometry: Any, crs: str) -> gpd.GeoDataFrame:
    import geopandas as gpd
    import pandas as pd

    attributes = pd.concat([table.texts, table.data], axis=1)
    frame = gpd.GeoDataFrame(attributes, geometry=geometry, crs=crs)
    frame.attrs["findings"] = table.findings
    return frame
