"""What is known about the areas of a level: one table, or several joined by their key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sozialraum.core import AreaTable, CellState, Finding
from sozialraum.level.trouble import note, trouble
from sozialraum.project.load import LoadedProject
from sozialraum.project.schema import JoinedTable, Level, Reading, Year
from sozialraum.project.where import require_file
from sozialraum.project.years import with_columns_of_years

if TYPE_CHECKING:
    from sozialraum.gis import ReadOptions

__all__ = ["read_level_table", "read_options"]


def read_level_table(loaded: LoadedProject, level: Level) -> AreaTable:
    """The table of a level, with the columns of those that are joined to it and of years."""
    from sozialraum import gis

    first, grid = level.table, level.grid
    table = gis.read_table(
        require_file(loaded, first.file),
        key="" if grid else first.key,
        kind="grid_cell" if grid else first.key_kind,
        grid=(grid.east, grid.north, grid.size) if grid else None,
        repair_ags=first.repair_ags,
        **read_options(first),
    )

    def of_the_same_areas(other: JoinedTable | Year) -> AreaTable:
        return gis.read_table(
            require_file(loaded, other.file),
            key=other.key,
            kind="grid_cell" if grid else first.key_kind,
            repair_ags=other.repair_ags,
            **read_options(other),
        )

    for joined in first.join:
        table = _with_columns_of(table, of_the_same_areas(joined), level, joined)
    return with_columns_of_years(table, level, of_the_same_areas)


def read_options(reading: Reading) -> ReadOptions:
    """What the project file says about a table, as the reader takes it."""
    options: dict[str, Any] = {
        name: value
        for name in Reading.model_fields
        if (value := getattr(reading, name)) not in (None, [], {})
    }
    for name in ("missing_codes", "signs"):
        if name in options:
            options[name] = {k: CellState[v.upper()] for k, v in options[name].items()}
    if reading.long_form is not None:
        options["long_form"] = (reading.long_form.names, reading.long_form.values)
    if isinstance(reading.header, list):
        options["header"] = tuple(reading.header)
    return options  # type: ignore[return-value]


def _with_columns_of(
    table: AreaTable, other: AreaTable, level: Level, joined: JoinedTable
) -> AreaTable:
    """The rows of the first table decide; every one needs its row in the other."""
    rows, keys = table.data.index, other.data.index
    missing = [str(code) for code in rows.difference(keys)]
    if missing:
        raise trouble(
            "keys_without_row",
            f"{len(missing)} of {len(rows)} areas have no row in '{joined.file}'",
            file=joined.file,
            column=joined.key,
            areas=missing,
            hint="take the rows out of the first table with 'rows' or 'leave_out', or add them",
            table=level.table.file,
            count=str(len(missing)),
            total=str(len(rows)),
        )
    _refuse_same_names(table, other, joined)
    extra = keys.difference(rows)
    findings: list[Finding] = [*table.findings, *other.findings]
    if len(extra):
        findings.append(
            note(
                "rows_left_out",
                f"{len(extra)} rows of '{joined.file}' are of no area of the first table",
                count=str(len(extra)),
                source=joined.file,
            )
        )
    return AreaTable(
        data=table.data.join(other.data),
        states=table.states.join(other.states),
        texts=table.texts.join(other.texts),
        findings=findings,
    )


def _refuse_same_names(table: AreaTable, other: AreaTable, joined: JoinedTable) -> None:
    known = {*table.data.columns, *table.texts.columns}
    same = [str(c) for c in (*other.data.columns, *other.texts.columns) if c in known]
    if same:
        raise trouble(
            "column_twice",
            f"the column '{same[0]}' stands in more than one table",
            file=joined.file,
            column=same[0],
            hint="name the wanted ones under 'columns' of the joined table",
            found=", ".join(same),
        )
