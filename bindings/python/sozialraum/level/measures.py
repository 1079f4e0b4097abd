"""From the table to steady indicators: derived columns, catalogue, guarded small counts,
adjustment.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sozialraum.core import (
    AreaTable,
    CellState,
    Finding,
    InvalidInput,
    Place,
    Severity,
    unknown_name,
)
from sozialraum.level.adjusting import Targets, adjust
from sozialraum.level.asked import AskedIndicator, AskedLevel, AskedRule
from sozialraum.level.trouble import note, trouble, warning
from sozialraum.level.ways import Ways

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

__all__ = ["Measures", "measure", "source_columns", "with_computed", "with_derived"]


@dataclass
class Measures:
    """All indicators of all areas of a level; every frame is areas x indicator id.

    Attributes
    ----------
    value : DataFrame
        What is shown and typed: adjusted where the project file says so, else as computed.
    raw : DataFrame
        As computed by the catalogue, small counts guarded.
    lower, upper : DataFrame
        95 % interval: of the posterior where adjusted, else of the catalogue; NaN where there is
        none.
    weight : DataFrame
        Share of the area's own data, 0..1; NaN where nothing was adjusted.
    pulled_to : DataFrame
        The mean that the value was pulled towards; NaN where nothing was adjusted.
    states : DataFrame
        :class:`CellState` of the computed value.
    guarded : DataFrame
        True where a count of one or two persons stands behind the value.
    filled : DataFrame
        True where the area has no figure of its own and the region's mean stands in for the typing.
    count_variance : DataFrame
        How far a guarded count may be from the true one (variance); 0 where nothing is guarded.
    count, base : DataFrame
        Numerator and denominator behind the computed value, small counts guarded; NaN where the
        indicator has none.
    weight_words : bool
        Weights are told in three words: with value and mean their number gives the count back.
    priors : dict
        For adjusted indicators: mean of all areas, and the base from which on an area's own data
        weigh one half (NaN where the target is not the mean of all).
    """

    definitions: dict[str, Any]
    dimensions: dict[str, str]
    uses: dict[str, AskedIndicator]
    value: pd.DataFrame
    raw: pd.DataFrame
    lower: pd.DataFrame
    upper: pd.DataFrame
    weight: pd.DataFrame
    pulled_to: pd.DataFrame
    states: pd.DataFrame
    guarded: pd.DataFrame
    filled: pd.DataFrame
    count: pd.DataFrame
    count_variance: pd.DataFrame
    base: pd.DataFrame
    priors: dict[str, tuple[float, float]]
    weight_words: bool = False
    findings: list[Finding] = field(default_factory=list)

    @property
    def typed(self) -> list[str]:
        """Ids of the indicators that make the types."""
        return [use.id for use in self.uses.values() if use.use == "type"]

    def within_base(self, name: str, count: pd.Series, base: pd.Series) -> pd.Series:
        """Persons among persons are at most all of them; where the source says more, it is told."""
        above = count > base
        if not above.any():
            return count
        areas = [str(code) for code in count.index[above]]
        self.findings.append(
            warning(
                "count_above_base",
                f"{len(areas)} areas have more cases than their base in '{name}'; "
                "all of it is taken",
                areas=areas,
                count=str(len(areas)),
                indicator=self.definitions[name].name_de,
            )
        )
        return count.where(~above, base)


def measure(
    level: AskedLevel,
    table: AreaTable,
    ways: Ways,
    catalogue: Any,
    *,
    least_count: int,
    areas: gpd.GeoDataFrame | None = None,
    threads: int = 0,
) -> Measures:
    """Compute, guard and adjust the indicators of a level.

    Parameters
    ----------
    catalogue : indicator.Catalogue
    least_count : int
        Counts of persons from 1 to below this are not told; what stands in their place is computed
        from what is expected.
    areas : geopandas.GeoDataFrame, optional
        Where they are; needed if rates are pulled towards neighbours.
    threads : int
        0 = as many as the machine has.
    """
    _refuse_taken_names(level, table, ways)
    full = with_computed(table, ways, level)
    uses = _uses(level, [d.id for d in catalogue.definitions])
    _refuse_empty_columns(full, level, [d for d in catalogue.definitions if d.id in uses])
    asked = getattr(level, "area_level", None)
    computed = catalogue.only(list(uses)).compute(full, area_level=asked)
    measures = _frames(catalogue, computed, uses)
    measures.findings += list(computed.findings)
    _guard(measures, computed, least_count)
    targets = Targets(level, full, areas, ways.roads)
    for use in uses.values():
        if use.adjust != "none":
            adjust(measures, computed, use, targets, threads)
    _refuse_empty(measures, level)
    return measures


# ------------------------------------------------------------------------------------ extra columns


def _refuse_taken_names(level: AskedLevel, table: AreaTable, ways: Ways) -> None:
    """A computed column must not hide one that is there already."""
    added = [(name, "level.facilities") for way in ways.facilities for name in way.columns]
    taken = {str(column) for column in table.data.columns}
    for name, option in [*added, *((name, f"level.derive.{name}") for name in level.derive)]:
        if name in taken:
            raise InvalidInput(
                Finding(
                    "column_taken",
                    f"the column '{name}' would be computed, but there is one of this name",
                    Severity.WARNING,
                    Place(argument=option),
                    "give it another name",
                    details={"found": name},
                )
            )
        taken.add(name)


def with_computed(table: AreaTable, ways: Ways, level: AskedLevel) -> AreaTable:
    """The table with its ways and its derived columns."""
    return with_derived(_with_ways(table, ways), level)


def _with_ways(table: AreaTable, ways: Ways) -> AreaTable:
    columns: dict[str, Any] = {}
    for facility in ways.facilities:
        columns |= facility.columns
    return _add(table, columns, CellState.NO_VALUE)


def _add(table: AreaTable, columns: dict[str, Any], missing: CellState) -> AreaTable:
    if not columns:
        return table
    import numpy as np
    import pandas as pd

    data = pd.DataFrame(columns).reindex(table.data.index)
    states = data.notna().map(lambda there: int(CellState.REPORTED if there else missing))
    return AreaTable(
        pd.concat([table.data, data], axis=1),
        pd.concat([table.states, states.astype(np.uint8)], axis=1),
        table.texts,
        table.findings,
    )


def with_derived(table: AreaTable, level: AskedLevel) -> AreaTable:
    """The table with its derived columns."""
    for name, rule in level.derive.items():
        values = _derived(table, name, rule, level)
        table = _add(table, {name: values}, CellState.NOT_REPORTED)
    return table


def _derived(table: AreaTable, name: str, rule: AskedRule, level: AskedLevel) -> pd.Series:
    columns = (
        rule.count or rule.product or rule.quotient or rule.sum_of_shown or rule.largest_of_shown
    )
    place = Place(argument=f"derive.{name}", file=level.table.file)
    for column in columns:
        if column not in table.data.columns:
            raise unknown_name("column", column, [str(c) for c in table.data.columns], place)
    values = [table.data[column] for column in columns]
    if rule.count:
        share, base = values
        return (share * base / rule.per).round()
    if rule.sum_of_shown:
        return sum((value.fillna(0.0) for value in values[1:]), values[0].fillna(0.0))
    if rule.largest_of_shown:
        return table.data[columns].fillna(0.0).max(axis=1)
    if rule.quotient:
        result = values[0] / values[1] * rule.factor
    else:
        result = values[0] * rule.factor
        for other in values[1:]:
            result = result * other
    return result.round() if rule.rounded else result


def _uses(level: AskedLevel, known: list[str]) -> dict[str, AskedIndicator]:
    uses: dict[str, AskedIndicator] = {}
    for number, use in enumerate(level.indicators):
        if use.id not in known:
            place = Place(argument=f"level.indicators.{number}.id")
            raise unknown_name("indicator", use.id, known, place)
        if use.id in uses:
            raise trouble(
                "duplicate_indicator", f"the indicator '{use.id}' is listed twice", found=use.id
            )
        uses[use.id] = use
    return uses


def _refuse_empty_columns(table: AreaTable, level: AskedLevel, definitions: list[Any]) -> None:
    """A column of the file without any value is the cause; what follows from it would mislead."""
    ways = tuple(f"{facility.id}_" for facility in level.facilities)
    for definition in definitions:
        for column in (*definition.numerator, *definition.denominator):
            computed = column in level.derive or (ways and column.startswith(ways))
            if computed or column not in table.data.columns:
                continue
            if not table.data[column].notna().any():
                raise trouble(
                    "empty_column",
                    f"the column '{column}' of '{definition.id}' holds no value",
                    file=level.table.file,
                    column=column,
                    hint="check the column and its missing codes, or take the indicator out",
                    indicator=definition.name_de,
                )


# -------------------------------------------------------------------------------- compute and guard


def _frames(catalogue: Any, computed: Any, uses: dict[str, AskedIndicator]) -> Measures:
    ids = list(uses)
    definitions = {d.id: d for d in catalogue.definitions if d.id in uses}
    raw = computed.values[ids].astype(float).copy()
    return Measures(
        definitions=definitions,
        dimensions=_dimension_names(catalogue, definitions),
        uses=uses,
        value=raw.copy(),
        raw=raw,
        lower=computed.lower[ids].astype(float).copy(),
        upper=computed.upper[ids].astype(float).copy(),
        weight=raw * float("nan"),
        pulled_to=raw * float("nan"),
        states=computed.states[ids].copy(),
        guarded=raw.map(lambda _: False),
        filled=raw.isna(),
        count=computed.count[ids].astype(float).copy(),
        count_variance=raw.notna() * 0.0,
        base=computed.base[ids].astype(float).copy(),
        priors={},
    )


def _dimension_names(catalogue: Any, definitions: dict[str, Any]) -> dict[str, str]:
    """German names of the dimensions in use, by their id, in the catalogue's order."""
    used = {definition.dimension for definition in definitions.values()}
    return {name: d.name_de for name, d in catalogue.dimensions.items() if name in used}


def _guard(measures: Measures, computed: Any, least_count: int) -> None:
    """Few persons, and all but a few, are told by what is expected of an area of that base.

    Where there is no base of persons to expect them of (plain counts, ratios), they are not told.
    What is no person's and everybody sees, such as two schools, is told as it is.
    """
    from sozialraum import smallarea

    for name in measures.raw.columns:
        kind = measures.definitions[name].kind
        if measures.definitions[name].counted == "facilities":
            continue
        if kind in ("count", "ratio"):
            count = computed.count[name].astype(float).round()
            _leave_out_few(measures, name, count, least_count)
        if kind not in ("share", "percentage", "rate"):
            continue
        count, base = computed.count[name].astype(float), computed.base[name].astype(float)
        if not base.notna().any() or (count < 0).any():
            continue  # a balance, such as that of people moving in and out, counts no persons
        if kind != "rate":
            count = measures.within_base(name, count, base)
        model: Any = "poisson" if measures.uses[name].adjust == "poisson" else "binomial"
        safe = smallarea.guard(
            count,
            base,
            model=model if kind != "rate" else "poisson",
            threshold=float(least_count),
            guard_rest=kind != "rate",
        )
        measures.count[name] = safe.count
        measures.count_variance[name] = safe.variance
        if safe.hidden.any():
            _tell_guarded(measures, name, safe.hidden, base, least_count)


def _leave_out_few(measures: Measures, name: str, count: pd.Series, least_count: int) -> None:
    few = (count > 0) & (count < least_count)
    if not few.any():
        return
    measures.guarded[name] = few
    for frame in (measures.value, measures.raw, measures.lower, measures.upper, measures.count):
        frame[name] = frame[name].astype(float).mask(few)
    measures.states[name] = measures.states[name].mask(few, int(CellState.SUPPRESSED))
    _note_guarded(measures, name, int(few.sum()), least_count)


def _tell_guarded(
    measures: Measures, name: str, hidden: pd.Series, base: pd.Series, least_count: int
) -> None:
    """What leaves about a guarded area is computed from its guarded count."""
    from sozialraum import indicator

    measures.guarded[name] = hidden
    interval: Any = "poisson" if measures.definitions[name].kind == "rate" else "wilson"
    redone = indicator.rate(measures.count.loc[hidden, name], base[hidden], interval=interval)
    scale = float(measures.definitions[name].scale or 1.0)
    for frame, column in (
        (measures.raw, "value"),
        (measures.value, "value"),
        (measures.lower, "lower"),
        (measures.upper, "upper"),
    ):
        frame.loc[hidden, name] = redone[column].astype(float) * scale
    _note_guarded(measures, name, int(hidden.sum()), least_count)


def _note_guarded(measures: Measures, name: str, areas: int, least_count: int) -> None:
    measures.findings.append(
        note(
            "small_counts_guarded",
            f"{areas} areas have fewer than {least_count} persons in '{name}': not told",
            count=str(areas),
            indicator=measures.definitions[name].name_de,
        )
    )


def _refuse_empty(measures: Measures, level: AskedLevel) -> None:
    for name in measures.typed:
        values = measures.value[name]
        if not values.notna().any() or measures.filled[name].all():
            raise trouble(
                "all_missing_column",
                f"no area has a value for '{name}'",
                file=level.table.file,
                column=name,
                hint="check the column and its missing codes, or take the indicator out",
                indicator=measures.definitions[name].name_de,
            )
        if values.nunique() >= 2:
            continue
        if measures.uses[name].adjust != "none" and measures.raw[name].nunique() > 1:
            raise trouble(
                "equal_after_adjustment",
                f"'{name}' differs between areas by no more than chance; adjusted, it is the same",
                file=level.table.file,
                column=name,
                hint="take the indicator out of the typing, or say 'adjust: none'",
                indicator=measures.definitions[name].name_de,
                found=f"{float(values.dropna().iloc[0]):g}",
            )
        raise constant_column(level, measures, name, float(values.dropna().iloc[0]))


def constant_column(level: AskedLevel, measures: Measures, name: str, value: float) -> InvalidInput:
    """The error for an indicator that is the same everywhere."""
    return trouble(
        "constant_column",
        f"'{name}' is the same in all areas and cannot tell types apart",
        file=level.table.file,
        column=name,
        hint="take the indicator out of the typing: 'use: context'",
        indicator=measures.definitions[name].name_de,
        found=f"{value:g}",
        columns=source_columns(measures.definitions[name]),
    )


def source_columns(definition: Any) -> str:
    """The columns of the table that an indicator is made of, for a message."""
    return ", ".join((*definition.numerator, *definition.denominator))
