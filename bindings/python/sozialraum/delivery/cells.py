"""Which cells of a delivery cannot be right?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sozialraum.core import CellState
from sozialraum.delivery.read import Read, as_number
from sozialraum.delivery.remark import Remark, plain

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.indicator import Definition

_SIGNS = {"-", "–", "—", ".", "...", "…", "/", "x", "X", "•"}
_COUNTED = ("share", "rate", "balance", "count")
_ADDED = ("share", "rate", "balance", "count", "ratio", "density", "mean")


def cell_remarks(read: Read, definitions: Sequence[Definition]) -> list[Remark]:
    """Everything that a cell alone, or with its neighbours in the row, shows to be wrong."""
    return [
        *_texts(read, definitions),
        *_empty(read, definitions),
        *_negative(read, definitions),
        *_not_whole(read, definitions),
        *_above_base(read, definitions),
        *_percentages(read, definitions),
        *_parts(read, definitions),
    ]


def columns_of(definition: Definition, read: Read) -> list[str]:
    """The columns of a definition that are there."""
    return [c for c in definition.columns if c in read.table.data.columns]


def total(read: Read, columns: Sequence[str]) -> pd.Series | None:
    """The sum of some columns; None unless all are there as numbers."""
    if not columns or not all(c in read.table.data.columns for c in columns):
        return None
    return read.table.data[list(columns)].sum(axis=1, skipna=False)


def _owners(definitions: Sequence[Definition]) -> dict[str, str]:
    """Who delivers a column: the owner of the first indicator that reads it."""
    owners: dict[str, str] = {}
    for definition in definitions:
        for column in definition.columns:
            owners.setdefault(column, definition.owner)
    return owners


def _texts(read: Read, definitions: Sequence[Definition]) -> Iterator[Remark]:
    owners = _owners(definitions)
    for column in read.doubtful:
        if column not in owners:
            continue
        for area, text in read.table.texts[column].items():
            cell = str(text).strip()
            if not cell or cell in _SIGNS or as_number(cell) is not None:
                continue
            facts = {"found": cell[:40]}
            yield _at(read, "not_a_number", owners[column], column, str(area), facts)


def _empty(read: Read, definitions: Sequence[Definition]) -> Iterator[Remark]:
    for column, owner in () if read.form else _owners(definitions).items():
        if column in read.table.data.columns:
            empty = read.table.states[column] == CellState.NOT_REPORTED
        else:
            continue
        for area in empty.index[empty]:
            yield _at(read, "empty", owner, column, str(area))


def _negative(read: Read, definitions: Sequence[Definition]) -> Iterator[Remark]:
    seen: set[str] = set()
    for definition in definitions:
        if definition.kind not in _ADDED:
            continue
        for column in definition.columns:
            if column in seen or column not in read.table.data.columns:
                continue
            seen.add(column)
            values = read.table.data[column]
            yield from _each(read, "negative", definition, column, values[values < 0])


def _not_whole(read: Read, definitions: Sequence[Definition]) -> Iterator[Remark]:
    for definition in definitions:
        if definition.kind not in _COUNTED:
            continue
        for column in (*definition.numerator, *definition.minus):
            if column in read.table.data.columns:
                values = read.table.data[column]
                broken = values[(values - values.round()).abs() > 1e-9]
                yield from _each(read, "not_whole", definition, column, broken)


def _above_base(read: Read, definitions: Sequence[Definition]) -> Iterator[Remark]:
    for definition in definitions:
        if definition.kind != "share" or definition.composition:
            continue
        count = total(read, definition.numerator)
        base = total(read, definition.denominator)
        if count is None or base is None:
            continue
        for area in count.index[count > base]:
            facts = {
                "found": plain(count[area]),
                "base": plain(base[area]),
                "base_column": " + ".join(definition.denominator),
            }
            column = " + ".join(definition.numerator)
            yield _at(read, "above_base", definition.owner, column, str(area), facts)


def _percentages(read: Read, definitions: Sequence[Definition]) -> Iterator[Remark]:
    for definition in definitions:
        column = definition.numerator[0] if definition.numerator else ""
        if definition.kind == "percentage" and column in read.table.data.columns:
            values = read.table.data[column]
            wrong = values[(values < 0) | (values > 100)]
            yield from _each(read, "not_a_percentage", definition, column, wrong)


def _parts(read: Read, definitions: Sequence[Definition]) -> Iterator[Remark]:
    wholes = dict.fromkeys(d.composition for d in definitions if d.composition)
    for whole in wholes:
        parts = [d for d in definitions if d.composition == whole]
        first = parts[0]
        summed = total(read, [c for d in parts for c in d.numerator])
        base = total(read, first.denominator)
        if summed is None or base is None:
            continue
        step = max(d.rounding for d in parts)
        slack = step * len(parts) + 2 * first.noise * len(parts) + 1e-9
        for area in summed.index[(summed - base).abs() > slack]:
            facts = {
                "found": plain(summed[area]),
                "base": plain(base[area]),
                "base_column": " + ".join(first.denominator),
            }
            yield _at(read, "parts", first.owner, first.composition, str(area), facts)


def _each(
    read: Read, code: str, definition: Definition, column: str, values: pd.Series
) -> Iterator[Remark]:
    for area, value in values.items():
        facts = {"found": plain(float(value))}
        yield _at(read, code, definition.owner, column, str(area), facts)


def _at(
    read: Read,
    code: str,
    supplier: str,
    column: str,
    area: str,
    facts: dict[str, str] | None = None,
) -> Remark:
    return Remark(code, supplier, column, area, read.rows.get(area), facts or {})
