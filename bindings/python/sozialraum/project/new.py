"""From a spreadsheet and a list of places to a project file that can be checked and run."""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sozialraum.core import AreaTable, InvalidInput, nearest_name
from sozialraum.core.files import write_whole
from sozialraum.core.result import unsaid
from sozialraum.level.trouble import trouble
from sozialraum.words import new as words
from sozialraum.words.new import DraftIndicator, DraftProject
from sozialraum.words.places import spelling_key

if TYPE_CHECKING:
    from sozialraum.gis import Layout

__all__ = ["NewProject", "new"]

_LAYERS = {".gpkg", ".geojson", ".json", ".shp", ".fgb", ".gml"}
_LONG_FLOOR, _SHORT_FLOOR = 300, 100
_UNITS_WANTED = 10  # with the long floor, else the short one
_MANY = 15  # places from which on three types are proposed
_EASTERN = 12.0  # degrees from which on zone 33 is nearer


@dataclass(frozen=True)
class NewProject:
    """A folder that was made.

    Attributes
    ----------
    folder : Path
        With ``project.yaml``, ``catalogue.yaml`` and ``liefervorlage.xlsx``.
    draft : DraftProject
        What was found out, and what was guessed.
    rows : int
        Of the table.
    date : str
        Of when the figures are; empty if nothing told.
    """

    folder: Path
    draft: DraftProject
    rows: int
    date: str = ""


@unsaid()
def new(
    folder: str | Path,
    *,
    table: str | Path,
    places: str | Path,
    title: str = "",
    sheet: str = "",
    source: str = "",
    date: str = "",
) -> NewProject:
    """Look at a spreadsheet and a list of places, and write a project to begin with.

    What stands in the files is a guess from the names of columns, with comments that say what to
    look at. Nothing that exists is overwritten.

    Parameters
    ----------
    folder : str or Path
        Where the project goes; made if it is not there.
    table : str or Path
        XLSX or CSV with a row a place.
    places : str or Path
        A table with names and coordinates, or a layer of points.
    title, sheet, source, date : str
        Title of the report; sheet of the spreadsheet; whose figures these are (else as the
        table says itself), and of when.

    Raises
    ------
    InvalidInput
        ``file_missing``, ``exists``, ``no_table``, ``no_key_column``, ``no_people_column``,
        ``no_coordinates``, ``too_few_columns`` and what :func:`sozialraum.gis.read_table` raises.
    """
    target = Path(folder)
    _require(table, places, target)
    draft, rows, names = _draft(target, Path(table), Path(places), title=title, sheet=sheet)
    target.mkdir(parents=True, exist_ok=True)
    write_whole(target / "project.yaml", words.project_text(draft))
    said = source or words.source_of(draft.notes, draft.heading, Path(table).name)
    date = date or words.year_of(draft.heading)
    write_whole(target / "catalogue.yaml", words.catalogue_text(draft, source=said, date=date))
    _write_template(target / "liefervorlage.xlsx", names, draft)
    return NewProject(target, draft, rows, date)


def _require(table: str | Path, places: str | Path, folder: Path) -> None:
    for path in (table, places):
        if not Path(path).is_file():
            raise trouble(
                "file_missing",
                f"the file '{path}' does not exist",
                file=str(path),
                hint="check the path",
            )
    for name in ("project.yaml", "catalogue.yaml", "liefervorlage.xlsx"):
        if (folder / name).exists():
            raise trouble(
                "exists",
                f"'{folder / name}' exists already; nothing is overwritten",
                file=str(folder / name),
                hint="take another folder",
            )


def _write_template(path: Path, names: list[str], draft: DraftProject) -> None:
    from sozialraum import indicator
    from sozialraum.publish.supplier_template import write_supplier_template

    file = resources.files("sozialraum") / "catalogues" / "education.yaml"
    with resources.as_file(file) as catalogue:
        asked = indicator.load_catalogue(catalogue)
    write_supplier_template(path, asked, names, key=draft.key, title=draft.title)


# ------------------------------------------------------------------------------------ the looking


def _draft(
    folder: Path, table: Path, places: Path, *, title: str, sheet: str
) -> tuple[DraftProject, int, list[str]]:
    from sozialraum import gis

    layout = gis.layout(table, sheet=sheet or None)
    key = _key_column(layout, table)
    read, decimal = _read(table, layout, key, sheet)
    totals = _totals(read, key, table)
    people = _people(read, table)
    rows = [str(code) for code in read.data.index if str(code) not in totals]
    named, options, crs = _places(places)
    columns = [str(c) for c in read.data.columns]
    indicators, skipped = _indicators(read, rows, columns, people, layout)
    if len(indicators) < 2:
        raise trouble(
            "too_few_columns",
            f"there are {len(indicators)} columns to describe places by; two are needed",
            file=str(table),
            found=", ".join(columns),
        )
    total = float(read.data.loc[rows, people].sum())
    heading = [line for line in layout.title if line]
    draft = DraftProject(
        id=words.slug(folder.resolve().name),
        title=title or (heading[0] if heading else folder.resolve().name),
        table=_relative(table, folder),
        sheet=sheet,
        header=layout.header,
        skip_footer=layout.skip_footer,
        decimal=decimal,
        key=key,
        people=people,
        totals=totals,
        places=_relative(places, folder),
        place_options=options,
        crs=crs,
        floor=_LONG_FLOOR if total / _LONG_FLOOR >= 2 * _UNITS_WANTED else _SHORT_FLOOR,
        count=3 if len(rows) >= _MANY else 2,
        indicators=indicators,
        unknown=_unknown(rows, named),
        skipped=skipped,
        heading=heading,
        notes=layout.notes,
    )
    return draft, len(rows), rows


def _relative(path: Path, folder: Path) -> str:
    return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()


def _key_column(layout: Layout, table: Path) -> str:
    for column in layout.columns:
        if column.texts and column.distinct == layout.rows:
            return column.name
    if nearly := _nearly_a_key(layout):
        return nearly
    raise trouble(
        "no_key_column",
        "no column names every row by a text of its own",
        file=str(table),
        found=", ".join(column.name for column in layout.columns),
    )


def _nearly_a_key(layout: Layout) -> str:
    """A column of texts of which a few stand twice: reading it as the key tells which ones."""
    for column in layout.columns:
        if column.texts and layout.rows > 5 and 0.8 * layout.rows <= column.distinct:
            return column.name
    return ""


def _read(table: Path, layout: Layout, key: str, sheet: str) -> tuple[AreaTable, str]:
    """The table, and the decimal mark that had to be said."""
    from sozialraum import gis

    options: Any = {"header": layout.header, "skip_footer": layout.skip_footer}
    if sheet:
        options["sheet"] = sheet
    try:
        return gis.read_table(table, key=key, **options), ""
    except InvalidInput as error:
        if error.finding.code != "ambiguous_number":
            raise
    return gis.read_table(table, key=key, decimal=",", **options), ","


def _totals(read: AreaTable, key: str, table: Path) -> list[str]:
    """Rows that are called after a sum, or whose numbers are the sum of all others."""
    names = [str(code) for code in read.data.index]
    totals = words.total_rows(names)
    for code, row in zip(names, read.data.to_numpy(dtype=float), strict=True):
        known = row == row
        whole = read.data.sum().to_numpy(dtype=float)
        if known.sum() >= 2 and (2 * row[known] == whole[known]).all() and len(names) > 3:
            totals.append(code)
    return list(dict.fromkeys(totals))


def _people(read: AreaTable, table: Path) -> str:
    people = words.guess_people([str(c) for c in read.data.columns])
    if people:
        return people
    raise trouble(
        "no_people_column",
        "no column is called after people",
        file=str(table),
        found=", ".join(str(c) for c in read.data.columns),
    )


def _places(places: Path) -> tuple[list[str], dict[str, str], str]:
    """Their names, how the project file reads them, and the CRS of the map."""
    from sozialraum import gis

    if places.suffix.lower() in _LAYERS:
        points = gis.read_points(places, id="name", doubled="number")
        degrees = gis.transform(points, "EPSG:4326")
        return [str(n) for n in points.index], {}, _crs(float(degrees.geometry.x.mean()))
    layout = gis.layout(places)
    names = [column.name for column in layout.columns]
    east, north = words.guess_coordinates(names)
    named = [c.name for c in layout.columns if c.texts and c.distinct == layout.rows]
    if not named and (nearly := _nearly_a_key(layout)):
        named = [nearly]
    if not east or not named:
        raise trouble(
            "no_coordinates",
            "the list of places needs a column of names and two of coordinates",
            file=str(places),
            found=", ".join(names),
        )
    table = gis.read_table(places, key=named[0], decimal=_decimal(layout, east))
    x = float(table.column(east).mean())
    options = {"name": named[0], "longitude": east, "latitude": north}
    if abs(x) > 180:
        options["crs"] = "EPSG:25832"
        return [str(c) for c in table.data.index], options, "EPSG:25832"
    return [str(c) for c in table.data.index], options, _crs(x)


def _decimal(layout: Layout, column: str) -> str:
    first = next(c.first for c in layout.columns if c.name == column)
    return "," if any("," in text for text in first) else "."


def _crs(longitude: float) -> str:
    return "EPSG:25833" if longitude > _EASTERN else "EPSG:25832"


def _unknown(rows: list[str], places: list[str]) -> list[tuple[str, str]]:
    known = {spelling_key(place) for place in places}
    return [(row, nearest_name(row, places)) for row in rows if spelling_key(row) not in known]


def _indicators(
    read: AreaTable, rows: list[str], columns: list[str], people: str, layout: Layout
) -> tuple[list[DraftIndicator], list[str]]:
    """Every column of numbers as a share, percentage or value; wholes of groups are only bases."""
    texts = [c.name for c in layout.columns if c.texts and c.name not in columns]
    bases = {words.guess_base(c, columns, people) for c in columns if c != people}
    found: list[DraftIndicator] = []
    skipped = [name for name in texts[1:]]
    for column in columns:
        if column == people or (column in bases and words.is_whole(column)):
            continue
        values = read.data.loc[rows, column].dropna()
        if values.nunique() < 2:
            skipped.append(column)
            continue
        kind = words.guess_kind(column)
        base = words.guess_base(column, columns, people) if kind == "count" else people
        if kind == "count":
            both = read.data.loc[rows, [column, base]].dropna()
            kind = "share" if (both[column] <= both[base]).all() else "rate"
        dimension = words.guess_dimension(column)
        found.append(DraftIndicator(words.slug(column), column, kind, column, base, dimension))
    return found, skipped
