"""How is it around? The district or another wider region as a comparison for areas of a town.

Its value is the sum of the numerators over the sum of the denominators of all rows of the same
table that lie in it, the town among them. Minutes are measured for the town alone and have none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sozialraum.core import AreaTable
from sozialraum.level.differences import against_rest
from sozialraum.level.sums import add_up_table, catalogue_of_sums
from sozialraum.level.units import Units

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.level.measures import Measures
    from sozialraum.level.ways import Ways

__all__ = ["Wider", "wider_region"]

_ALL = "all"


@dataclass(frozen=True)
class Wider:
    """A wider region.

    Attributes
    ----------
    name : str
        What it is called.
    people : float
    value : pandas.Series
        By indicator, in its unit; NaN where nothing is known.
    count, base : pandas.Series
        Behind the value; NaN where it has none.
    """

    name: str
    people: float
    value: pd.Series
    count: pd.Series
    base: pd.Series

    def beyond_chance(self, measures: Measures, codes: Sequence[str]) -> dict[str, pd.Series]:
        """Indicator -> does an area differ from the rest of the region by more than chance?

        The same exact tests as among the areas (:mod:`sozialraum.level.differences`), the area
        taken out of the region; counts that may not be told are not tested.
        """
        import pandas as pd

        found = {}
        for name in measures.definitions:
            own_count = measures.count[name].loc[list(codes)]
            own_base = measures.base[name].loc[list(codes)]
            tested = against_rest(
                measures, name, own_count, own_base, self.count[name], self.base[name]
            )
            if tested is not None:
                found[str(name)] = pd.Series(tested, index=list(codes), dtype=object)
        return found


def wider_region(
    name: str,
    table: AreaTable,
    catalogue: Any,
    ways: Ways,
    *,
    population: str,
    used: Sequence[str],
) -> Wider:
    """The values of all rows of a table together.

    Parameters
    ----------
    table : AreaTable
        The rows of the region, with their derived columns.
    catalogue : indicator.Catalogue
        As it reads the rows.
    """
    import pandas as pd

    measured = {column for facility in ways.facilities for column in facility.columns}
    known = [d.id for d in catalogue.definitions if d.id in used]
    asked = [
        d.id for d in catalogue.definitions if d.id in used and not measured & set(d.numerator)
    ]
    rows = pd.Series(_ALL, index=table.data.index, dtype=object)
    together = add_up_table(
        table,
        Units(rows, {_ALL: (_ALL,)}),
        catalogue,
        ways,
        population=population,
        used=asked,
    )
    made = catalogue_of_sums(catalogue, asked, ways).compute(together)

    def of(frame: pd.DataFrame) -> pd.Series:
        return pd.Series(frame.loc[[_ALL]].iloc[0].astype(float)).reindex(known)

    people = float(table.column(population).sum())
    return Wider(name, people, of(made.values), of(made.count), of(made.base))
