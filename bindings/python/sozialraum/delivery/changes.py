"""What changed so much since the last delivery that someone should confirm it?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sozialraum.delivery.cells import total
from sozialraum.delivery.read import Read
from sozialraum.delivery.remark import Remark, plain
from sozialraum.words.delivery import MORE_THAN_CHANCE
from sozialraum.words.numbers import number

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.indicator import Definition

SURE = 0.01
"""Adjusted p of a change that chance does not explain."""
LARGE = 0.2
"""Least change, as a part of the earlier value, that is asked about."""
LARGE_BASE = 0.15
"""The same of a base: people do not come and go that fast."""
LARGE_VALUE = 0.5
"""The same of a number without a base, whose chance nobody knows."""
_STEPS = (10, 5)
_ENOUGH = 10
"""Numbers above 0 that must be there before all being multiples says anything."""


def change_remarks(now: Read, last: Read, definitions: Sequence[Definition]) -> list[Remark]:
    """What should be confirmed, since it is so different from the last delivery, or so alike."""
    return [
        *_areas(now, last),
        *_copies(now, last, definitions),
        *_values(now, last, definitions),
        *_bases(now, last, definitions),
    ]


def pattern_remarks(now: Read, definitions: Sequence[Definition]) -> list[Remark]:
    """What a column as a whole shows: rounded numbers, counts of one or two."""
    remarks: list[Remark] = []
    seen: set[str] = set()
    for definition in definitions:
        if definition.kind not in ("share", "rate", "count", "balance"):
            continue
        for column in (*definition.numerator, *definition.minus):
            if column in seen or column not in now.table.data.columns:
                continue
            seen.add(column)
            values = now.table.data[column].dropna()
            some = values[values > 0]
            step = next((s for s in _STEPS if len(some) >= _ENOUGH and (some % s == 0).all()), 0)
            few = int(((values == 1) | (values == 2)).sum())
            if step and not definition.rounding:
                remarks.append(
                    _asked("rounded", definition, column, count=str(len(some)), step=str(step))
                )
            if few:
                remarks.append(_asked("small_counts", definition, column, count=str(few)))
    return remarks


def _asked(code: str, definition: Definition, column: str, **facts: str) -> Remark:
    return Remark(code, definition.owner, column, facts=facts, confirm=True)


def _areas(now: Read, last: Read) -> Iterator[Remark]:
    there, before = now.table.data.index, last.table.data.index
    for area in before.difference(there, sort=False):
        yield Remark("area_missing", area=str(area))
    for area in there.difference(before, sort=False):
        yield Remark("area_new", area=str(area), row=now.rows.get(str(area)))


def _copies(now: Read, last: Read, definitions: Sequence[Definition]) -> Iterator[Remark]:
    owners: dict[str, Definition] = {}
    for one in definitions:
        for column in (*one.numerator, *one.minus):
            owners.setdefault(column, one)
    for column, definition in owners.items():
        pair = _both(now, last, [column])
        if pair is None:
            continue
        before, after = pair
        some = before.notna() & after.notna()
        if some.sum() >= _ENOUGH and (before[some] == after[some]).all() and before.nunique() > 1:
            yield _asked("unchanged", definition, column, count=str(int(some.sum())))


def _values(now: Read, last: Read, definitions: Sequence[Definition]) -> Iterator[Remark]:
    for definition in definitions:
        if definition.kind in ("share", "rate"):
            yield from _tested(now, last, definition)
        elif definition.kind not in ("balance", "percentage"):
            yield from _untested(now, last, definition)


def _tested(now: Read, last: Read, definition: Definition) -> Iterator[Remark]:
    """Shares and rates: large, and more than chance, over all areas together."""
    from sozialraum import indicator

    counts = _both(now, last, definition.numerator)
    bases = _both(now, last, definition.denominator)
    if counts is None or bases is None:
        return
    share = definition.kind == "share"
    usable = _usable(counts, bases, share=share)
    if not usable.any():
        return
    years = [_year(c[usable], b[usable], share=share) for c, b in zip(counts, bases, strict=True)]
    found = indicator.change(*years, test="fisher" if share else "conditional")
    size = found["difference"].abs() / found["other"].where(found["other"] > 0)
    large = (found["p_adjusted"] <= SURE) & ((size >= LARGE) | size.isna())
    for area in found.index[large]:
        row = found.loc[area]
        yield _changed(now, definition, area, (row["other"], row["value"]), chance=MORE_THAN_CHANCE)


def _year(count: pd.Series, base: pd.Series, *, share: bool) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame({"count": count, "base": base.round() if share else base})


def _usable(
    counts: tuple[pd.Series, pd.Series], bases: tuple[pd.Series, pd.Series], *, share: bool
) -> pd.Series:
    """Rows that can be tested; what is wrong with the others is said elsewhere."""
    usable = counts[0].notna()
    for count, base in zip(counts, bases, strict=True):
        usable &= (count >= 0) & (base > 0) & (count == count.round())
        if share:
            usable &= count <= base.round()
    return usable


def _untested(now: Read, last: Read, definition: Definition) -> Iterator[Remark]:
    """Numbers whose chance is not known: very large changes alone."""
    counts = _both(now, last, definition.numerator)
    if counts is None:
        return
    values = list(counts)
    if definition.denominator:
        bases = _both(now, last, definition.denominator)
        if bases is None:
            return
        values = [c / b.where(b > 0) for c, b in zip(counts, bases, strict=True)]
    before, after = values
    with np.errstate(invalid="ignore"):
        size = (after - before).abs() / before.abs().where(before != 0)
    for area in size.index[size >= LARGE_VALUE]:
        yield _changed(now, definition, area, (before[area], after[area]))


def _changed(
    now: Read, definition: Definition, area: object, values: tuple[float, float], **facts: str
) -> Remark:
    """The indicator of one area, before and after."""
    before, after = (_in_unit(value, definition) for value in values)
    told = {"indicator": definition.name_de, "before": before, "after": after, **facts}
    return _in_area("changed", now, definition, definition.numerator, area, told)


def _in_area(
    code: str,
    now: Read,
    definition: Definition,
    columns: Sequence[str],
    area: object,
    facts: dict[str, str],
) -> Remark:
    """What the supplier should confirm of some columns of one area, with the row it stands in."""
    key = str(area)
    return Remark(
        code, definition.owner, " + ".join(columns), key, now.rows.get(key), facts, confirm=True
    )


def _bases(now: Read, last: Read, definitions: Sequence[Definition]) -> Iterator[Remark]:
    """Bases that grew or shrank as people do not, and more than chance lets few people do."""
    seen: set[tuple[str, ...]] = set()
    for definition in definitions:
        if definition.denominator in seen or definition.kind in ("density", "ratio"):
            continue
        seen.add(definition.denominator)
        pair = _both(now, last, definition.denominator)
        if pair is None:
            continue
        before, after = pair
        size = (after - before).abs()
        wide = 3 * np.sqrt(before.clip(lower=0) + after.clip(lower=0))
        for area in size.index[(size >= LARGE_BASE * before.abs()) & (size > wide)]:
            told = {"before": plain(before[area]), "after": plain(after[area])}
            yield _in_area("base_changed", now, definition, definition.denominator, area, told)


def _both(now: Read, last: Read, columns: Sequence[str]) -> tuple[pd.Series, pd.Series] | None:
    """Earlier and present sums of some columns for the areas of both; None if one lacks them."""
    after, before = total(now, columns), total(last, columns)
    if after is None or before is None:
        return None
    common = after.index.intersection(before.index, sort=False)
    return before.loc[common], after.loc[common]


def _in_unit(value: float, definition: Definition) -> str:
    return f"{number(value * definition.scale, 1)} {definition.unit}".strip()
