"""What is known of areas that are made of rows: sums of counts, rates of sums, minutes of people.

What is added is added once, from the rows; rates are made from sums (:func:`spatial.add_up`), and
minutes are what the people of the rows take, never those of a middle where nobody may live.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sozialraum.core import AreaTable, CellState, Finding, unknown_name
from sozialraum.level.measures import source_columns
from sozialraum.level.trouble import note, warning
from sozialraum.level.units import Units
from sozialraum.level.ways import FacilityWays, ModeWays, Ways

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from sozialraum.indicator import Catalogue

__all__ = ["add_up_table", "add_up_ways", "catalogue_of_sums", "own_minutes"]


# ---------------------------------------------------------------------------------------- the sums


def catalogue_of_sums(catalogue: Catalogue, used: Sequence[str], ways: Ways) -> Catalogue:
    """The definitions as they read a table of sums: each has columns of its own.

    A count and its base are sums over the same rows. A percentage of the source has become a count
    again, a value without a base the mean of the people.
    """
    measured = {column for facility in ways.facilities for column in facility.columns}
    definitions = [_of_sums(d, measured) for d in catalogue.definitions if d.id in used]
    return replace(catalogue, definitions=definitions)


def _is_of_ways(definition: Any, measured: set[str]) -> bool:
    return bool(measured & set(definition.numerator))


def _of_sums(definition: Any, measured: set[str]) -> Any:
    if _is_of_ways(definition, measured):
        return definition
    count, base = f"{definition.id}.count", f"{definition.id}.base"
    if definition.kind == "percentage" and definition.denominator:
        return replace(
            definition,
            kind="share",
            numerator=(count,),
            denominator=(base,),
            scale=100.0,
            rounding=0.0,
        )
    if definition.denominator:
        return replace(definition, numerator=(count,), minus=(), denominator=(base,))
    return replace(definition, numerator=(count,))


def add_up_table(
    table: AreaTable,
    units: Units,
    catalogue: Catalogue,
    ways: Ways,
    *,
    population: str,
    used: Sequence[str],
    least_known: float = 0.5,
) -> AreaTable:
    """The table of the units: what :func:`catalogue_of_sums` reads, and people.

    Parameters
    ----------
    table : AreaTable
        Rows, with their derived columns.
    catalogue : Catalogue
        As it reads the rows.
    population : str
        Column with the people, by whom a value without a base is weighed.
    used : sequence of str
        Ids of the indicators that are asked for.
    """
    import pandas as pd

    measured = {column for facility in ways.facilities for column in facility.columns}
    rows = units.rows
    data: dict[str, Any] = {}
    states: dict[str, Any] = {}
    findings: list[Finding] = []
    made = _sum_of(table, rows, units, (population,), (), (), least_known)
    data[population], states[population] = made["count"], made["state"]
    for definition in catalogue.definitions:
        if definition.id not in used or _is_of_ways(definition, measured):
            continue
        _require_columns(table, definition)
        made = _sums_of(table, rows, units, definition, population, least_known)
        for part in ("count", "base"):
            if part in made and (part == "count" or definition.denominator):
                name = f"{definition.id}.{part}"
                data[name], states[name] = made[part], made["state"]
        findings += _partly(made, definition)
        findings += _above_base(table, rows, definition)
    index = pd.Index(units.codes, dtype=object)
    return AreaTable(
        pd.DataFrame(data, index=index),
        pd.DataFrame(states, index=index),
        pd.DataFrame(index=index),
        findings,
    )


def _require_columns(table: AreaTable, definition: Any) -> None:
    known = [str(column) for column in table.data.columns]
    for column in definition.columns:
        if column not in known:
            raise unknown_name("column", column, known)


def _sums_of(
    table: AreaTable,
    rows: pd.Series,
    units: Units,
    definition: Any,
    population: str,
    least_known: float,
) -> pd.DataFrame:
    if definition.kind == "percentage" and definition.denominator:
        share, state = _column_sum(table, rows, definition.numerator)
        base, of_base = _column_sum(table, rows, definition.denominator)
        both = _first_missing(state, of_base)
        return _added((share * base / 100).round(), both, base, of_base, rows, units, least_known)
    if definition.denominator or definition.kind == "count":
        return _sum_of(
            table,
            rows,
            units,
            definition.numerator,
            definition.minus,
            definition.denominator,
            least_known,
        )
    value, state = _column_sum(table, rows, definition.numerator)
    people, of_people = _column_sum(table, rows, (population,))
    both = _first_missing(state, of_people)
    made = _added(value * people, both, people, of_people, rows, units, least_known)
    return made.assign(count=made["count"] / made["base"])


def _first_missing(
    one: npt.NDArray[np.uint8], other: npt.NDArray[np.uint8]
) -> npt.NDArray[np.uint8]:
    """The states of a product: that of the first, or why the second is missing."""
    import numpy as np

    missing = int(CellState.NOT_REPORTED)
    return np.where((one < missing) & (other >= missing), other, one).astype(np.uint8)


def _sum_of(
    table: AreaTable,
    rows: pd.Series,
    units: Units,
    numerator: Sequence[str],
    minus: Sequence[str],
    denominator: Sequence[str],
    least_known: float,
) -> pd.DataFrame:
    count, state = _column_sum(table, rows, numerator, minus)
    if not denominator:
        return _added(count, state, None, None, rows, units, least_known)
    base, of_base = _column_sum(table, rows, denominator)
    return _added(count, state, base, of_base, rows, units, least_known)


def _added(
    count: pd.Series,
    state: npt.NDArray[np.uint8],
    base: pd.Series | None,
    of_base: npt.NDArray[np.uint8] | None,
    rows: pd.Series,
    units: Units,
    least_known: float,
) -> pd.DataFrame:
    import pandas as pd

    from sozialraum import spatial

    given = {"count": state} | ({} if of_base is None else {"base": of_base})
    made = spatial.add_up(
        count.rename("count"),
        rows,
        base=None if base is None else base.rename("base"),
        units=units.codes,
        states=pd.DataFrame(given, index=rows.index),
        least_known=least_known,
    )
    return pd.DataFrame(made)


def _column_sum(
    table: AreaTable, rows: pd.Series, plus: Sequence[str], minus: Sequence[str] = ()
) -> tuple[pd.Series, npt.NDArray[np.uint8]]:
    """Columns of one row together; missing as soon as one is, for the reason of the first."""
    import numpy as np

    columns = [*plus, *minus]
    values = table.data.loc[rows.index, list(plus)].sum(axis=1, skipna=False)
    if minus:
        values = values - table.data.loc[rows.index, list(minus)].sum(axis=1, skipna=False)
    states = table.states.loc[rows.index, columns].to_numpy(dtype=np.uint8)
    missing = states >= int(CellState.NOT_REPORTED)
    first = np.argmax(missing, axis=1)
    reason = states[np.arange(len(states)), first]
    weakest = np.where(states == int(CellState.LIMITED), states, 0).max(axis=1)
    quality = states[:, 0] if len(columns) == 1 else weakest
    return values, np.where(missing.any(axis=1), reason, quality).astype(np.uint8)


def _above_base(table: AreaTable, rows: pd.Series, definition: Any) -> list[Finding]:
    """Rows with more cases than persons: added up, the sum may look right."""
    if definition.kind != "share":
        return []
    count, _ = _column_sum(table, rows, definition.numerator, definition.minus)
    base, _ = _column_sum(table, rows, definition.denominator)
    above = [str(row) for row in count.index[count > base]]
    if not above:
        return []
    return [
        warning(
            "parts_above_base",
            f"{len(above)} of the rows added up have more cases than their base in "
            f"'{definition.id}'; they were added as they stand",
            areas=above,
            count=str(len(above)),
            indicator=definition.name_de,
        )
    ]


def _partly(made: pd.DataFrame, definition: Any) -> list[Finding]:
    """Units whose value rests on a part of their people, or has to go."""
    part = made.index[(made["known"] < 1.0) & made["count"].notna()]
    gone = made.index[made["count"].isna()]
    told = []
    for areas, code, what in (
        (part, "value_of_a_part", "rest on a part of their base"),
        (gone, "too_little_known", "have no value, since too little of their base is known"),
    ):
        if len(areas):
            told.append(
                note(
                    code,
                    f"{len(areas)} areas {what} in '{definition.id}'",
                    areas=[str(area) for area in areas],
                    count=str(len(areas)),
                    indicator=definition.name_de,
                    columns=source_columns(definition),
                )
            )
    return told


# ---------------------------------------------------------------------------------------- the ways


def add_up_ways(ways: Ways, units: Units, people: pd.Series) -> Ways:
    """What the people of the units take: means over the people of their rows.

    The nearest facility is that of most people; a unit is near the edge if anybody in it is.
    """
    result = Ways(ways.method, ways.roads, findings=list(ways.findings), lines=ways.lines)
    for facility in ways.facilities:
        modes = [_mode_of_units(way, units, people) for way in facility.modes]
        access = None
        if facility.access is not None:
            access = _weighted(facility.access, units, people)
        result.facilities.append(FacilityWays(facility.options, facility.points, modes, access))
    return result


def _mode_of_units(way: ModeWays, units: Units, people: pd.Series) -> ModeWays:
    import numpy as np
    import pandas as pd

    from sozialraum import equity

    rows, codes = units.rows, units.codes
    there = people.loc[rows.index].astype(float)
    minutes = {}
    for rank in way.minutes.columns:
        of_rows = way.minutes.loc[rows.index, rank]
        if rank == "first":
            of_rows = of_rows.mask(way.no_way.loc[rows.index], np.inf)
        found = equity.aggregate(of_rows, there, rows, areas=codes).areas
        minutes[rank] = found["mean"]
        if rank == "first":
            no_way = found["mean_access"].eq("unreachable")
    edge = way.beyond_edge.loc[rows.index].astype(bool)
    near_edge = pd.Series(
        [bool(edge[rows == code].any()) for code in codes], index=pd.Index(codes, dtype=object)
    )
    return ModeWays(
        mode=way.mode,
        minutes=pd.DataFrame(minutes, index=pd.Index(codes, dtype=object)),
        nearest=_of_most(way.nearest.loc[rows.index], rows, there, codes),
        beyond_edge=near_edge,
        no_way=no_way.reindex(codes).astype(bool),
    )


def _of_most(names: pd.Series, rows: pd.Series, people: pd.Series, codes: list[str]) -> pd.Series:
    """The name that counts for most people of each unit; of equals the first in the alphabet."""
    import pandas as pd

    table = pd.DataFrame({"unit": rows, "name": names, "people": people}).dropna()
    sums: pd.DataFrame = table.groupby(["unit", "name"])["people"].sum().reset_index()
    order = sums.sort_values(["unit", "people", "name"], ascending=[True, False, True])
    first = order.drop_duplicates("unit").set_index("unit")["name"]
    result: pd.Series = first.reindex(codes).astype(object)
    return result.where(result.notna(), None)


def _weighted(values: pd.Series, units: Units, people: pd.Series) -> pd.Series:
    from sozialraum import spatial

    rows = units.rows
    there = people.loc[rows.index].astype(float)
    made = spatial.add_up(values.loc[rows.index] * there, rows, base=there, units=units.codes)
    result: pd.Series = made["count"] / made["base"]
    return result


def own_minutes(ways: Ways, units: Units, people: pd.Series) -> pd.DataFrame:
    """Minutes of every place for itself, whatever it is merged with later."""
    import pandas as pd

    columns: Mapping[str, Any] = {
        name: column
        for facility in add_up_ways(ways, units, people).facilities
        for name, column in facility.columns.items()
        if "_minutes" in name and not name.endswith("_second")
    }
    return pd.DataFrame(columns, index=pd.Index(units.codes, dtype=object))
