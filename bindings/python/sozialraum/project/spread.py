"""How many people live in each square of a table that tells dwellings alone?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sozialraum.core import AreaTable, CellState, Place, unknown_name
from sozialraum.level.measures import with_derived
from sozialraum.level.trouble import trouble
from sozialraum.project.load import LoadedProject
from sozialraum.project.schema import Grid, Level, PeopleFrom
from sozialraum.project.tables import read_options
from sozialraum.project.where import require_file

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["with_spread_people"]


def with_spread_people(
    loaded: LoadedProject, level: Level, options: PeopleFrom, table: AreaTable
) -> AreaTable:
    """The table with the people of larger squares, spread by a column such as dwellings."""
    import numpy as np
    import pandas as pd

    from sozialraum import core, gis, spatial

    assert level.grid is not None
    _require_larger(options, level.grid)
    grid = options.grid
    large = gis.read_table(
        require_file(loaded, options.file),
        grid=(grid.east, grid.north, grid.size),
        kind="grid_cell",
        **read_options(options),
    )
    if options.column not in large.data.columns:
        known = [str(column) for column in large.data.columns]
        raise unknown_name("column", options.column, known, Place(file=options.file))
    people = large.column(options.column)
    east, north = table.column(level.grid.east), table.column(level.grid.north)
    codes = core.grid_cell_codes(list(east), list(north), grid.size)
    of = pd.Series(codes, index=table.data.index, dtype=object)
    inside = of.isin(people.index)
    weight = _weight(level, options, table)
    spread = spatial.spread_out(people, of[inside], weight[inside])
    amount = spread.reindex(table.data.index)
    states = amount.notna().map(
        lambda there: int(CellState.ESTIMATED if there else CellState.NO_VALUE)
    )
    return AreaTable(
        table.data.assign(**{level.population: amount}),
        table.states.assign(**{level.population: states.astype(np.uint8)}),
        table.texts,
        table.findings,
    )


def _require_larger(options: PeopleFrom, small: Grid) -> None:
    if options.grid.size > small.size and options.grid.size % small.size == 0:
        return
    raise trouble(
        "squares_do_not_fit",
        f"squares of {options.grid.size} m do not hold whole squares of {small.size} m",
        file=options.file,
        found=str(options.grid.size),
        small=str(small.size),
    )


def _weight(level: Level, options: PeopleFrom, table: AreaTable) -> pd.Series:
    """The column by which people are spread; a derived one may need those before it."""
    if options.by in level.derive:
        until = list(level.derive)[: list(level.derive).index(options.by) + 1]
        rules = {name: level.derive[name] for name in until}
        table = with_derived(table, level.model_copy(update={"derive": rules}))
    if options.by not in table.data.columns:
        known = [str(column) for column in table.data.columns]
        raise unknown_name("column", options.by, known, Place(file=level.table.file))
    return table.data[options.by]
