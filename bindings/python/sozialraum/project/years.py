"""Figures of earlier years: their columns, and the indicators that are made of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sozialraum.core import AreaTable, CellState, Finding, InvalidInput, Severity
from sozialraum.level.trouble import note, warning
from sozialraum.level.years import in_year, year_of
from sozialraum.project.load import LoadedProject
from sozialraum.project.schema import DerivedColumn, IndicatorUse, Level, Year
from sozialraum.project.where import option_place
from sozialraum.words.years import label_of_year

if TYPE_CHECKING:
    from sozialraum.indicator import Catalogue
    from sozialraum.indicator.definition import Definition

__all__ = ["with_columns_of_years", "with_indicators_of_years"]

_RULES = ("count", "sum_of_shown", "largest_of_shown", "product", "quotient")


def with_columns_of_years(
    table: AreaTable, level: Level, read: Callable[[Year], AreaTable]
) -> AreaTable:
    """The table with the columns of earlier years beside those of today.

    Parameters
    ----------
    read : callable
        Reads the table of a year that has a file of its own.
    """
    for one in level.years:
        if one.suffix:
            columns = [str(c) for c in table.data.columns if str(c).endswith(one.suffix)]
            table = _beside(table, table, {c: c.removesuffix(one.suffix) for c in columns}, one)
        else:
            earlier = read(one)
            table.findings.extend([*earlier.findings, *_lacking(table, earlier, one)])
            table = _beside(table, earlier, {str(c): str(c) for c in earlier.data.columns}, one)
    return table


def _beside(table: AreaTable, earlier: AreaTable, names: dict[str, str], one: Year) -> AreaTable:
    """Columns of the other table joined under the name that they have in a year."""
    told = {column: in_year(name, one.year) for column, name in names.items() if name}
    rows = table.data.index
    data = earlier.data[list(told)].rename(columns=told).reindex(rows)
    states = earlier.states[list(told)].rename(columns=told)
    states = states.reindex(rows, fill_value=int(CellState.NOT_REPORTED))
    return AreaTable(table.data.join(data), table.states.join(states), table.texts, table.findings)


def _lacking(table: AreaTable, earlier: AreaTable, one: Year) -> list[Finding]:
    missing = [str(code) for code in table.data.index.difference(earlier.data.index)]
    if not missing:
        return []
    return [
        note(
            "areas_without_year",
            f"{len(missing)} areas have no row in the table of {one.year}",
            areas=missing,
            count=str(len(missing)),
            year=str(one.year),
            source=one.file,
        )
    ]


def with_indicators_of_years(
    loaded: LoadedProject, level: Level, catalogue: Catalogue, table: AreaTable
) -> tuple[Level, Catalogue, list[Finding]]:
    """The options and the catalogue with an indicator of its own for each earlier year.

    An indicator has a year if all its columns, or those that they are derived from, are there.

    Raises
    ------
    InvalidInput
        ``year_without_columns``: no indicator has that year. ``year_of_today``: the catalogue gives
        no year for an indicator that has earlier ones, or gives one of these.
    """
    known = {str(column) for column in table.data.columns if table.data[column].notna().any()}
    definitions = {d.id: d for d in catalogue.definitions}
    derive, uses, made = dict(level.derive), list(level.indicators), list(catalogue.definitions)
    findings: list[Finding] = []
    for number, one in enumerate(level.years):
        derived = _derived_in(level, one, known)
        derive |= derived
        there = known | set(derived)
        before = len(made)
        for use in level.indicators:
            definition = definitions[use.id]
            lacking = [c for c in definition.columns if in_year(c, one.year) not in there]
            if not lacking:
                _require_year_of_today(loaded, level, definition)
                made.append(_in_year(definition, one))
                uses.append(_use_in_year(use, one))
            elif len(lacking) < len(definition.columns):
                findings.append(_partly(definition, lacking, one))
        if len(made) == before:
            raise _no_columns(loaded, level, number)
    new = level.model_copy(update={"derive": derive, "indicators": uses})
    return new, replace(catalogue, definitions=made), findings


def _derived_in(level: Level, one: Year, known: set[str]) -> dict[str, DerivedColumn]:
    """The derived columns of a year, of those that are there; a later rule may need one before."""
    made: dict[str, DerivedColumn] = {}
    for name, rule in level.derive.items():
        columns = {part: [in_year(c, one.year) for c in getattr(rule, part)] for part in _RULES}
        if all(c in known or c in made for part in columns.values() for c in part):
            made[in_year(name, one.year)] = rule.model_copy(update=columns)
    return made


def _in_year(definition: Definition, one: Year) -> Definition:
    def then(columns: Sequence[str]) -> tuple[str, ...]:
        return tuple(in_year(column, one.year) for column in columns)

    return replace(
        definition,
        id=in_year(definition.id, one.year),
        name_de=label_of_year(definition.name_de, one.year),
        name_en=label_of_year(definition.name_en, one.year),
        numerator=then(definition.numerator),
        minus=then(definition.minus),
        denominator=then(definition.denominator),
        date=str(one.year),
        source=one.source or definition.source,
        licence=one.licence or definition.licence,
    )


def _use_in_year(use: IndicatorUse, one: Year) -> IndicatorUse:
    """Adjusted as today, so that like is compared with like; no type is made of it."""
    then: dict[str, Any] = {"id": in_year(use.id, one.year), "use": "context", "transform": "none"}
    return use.model_copy(update=then | {"more": "", "less": "", "why": ""})


def _partly(definition: Definition, lacking: list[str], one: Year) -> Finding:
    return warning(
        "year_lacks_columns",
        f"'{definition.id}' has no figure for {one.year}: columns of it are not there",
        indicator=definition.name_de,
        year=str(one.year),
        columns=", ".join(lacking),
    )


def _require_year_of_today(loaded: LoadedProject, level: Level, definition: Definition) -> None:
    own = year_of(str(definition.date))
    if own is not None and own not in {one.year for one in level.years}:
        return
    raise InvalidInput(
        Finding(
            "year_of_today",
            f"the catalogue says '{definition.date}' for '{definition.id}': no year of its own",
            Severity.WARNING,
            option_place(loaded, level, "years"),
            "give the year of the table itself under 'date' in the catalogue",
            details={"indicator": definition.name_de, "found": str(definition.date)},
        )
    )


def _no_columns(loaded: LoadedProject, level: Level, number: int) -> InvalidInput:
    one = level.years[number]
    ends = f"*{one.suffix}" if one.suffix else one.file
    return InvalidInput(
        Finding(
            "year_without_columns",
            f"no indicator has all its columns in {one.year} ({ends})",
            Severity.WARNING,
            option_place(loaded, level, "years", number),
            "name the columns of the year as those of the table, apart from the suffix",
            details={"year": str(one.year), "found": ends},
        )
    )
