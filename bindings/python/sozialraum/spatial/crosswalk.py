"""How do areas of one date become those of another?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sozialraum._core import spatial as _spatial
from sozialraum.core.cells import states_of
from sozialraum.core.door import column_of, require_number, require_pandas, require_text
from sozialraum.core.finding import invalid_argument

if TYPE_CHECKING:
    import pandas as pd


class Crosswalk:
    """A boundary reform as a table with weights.

    Parameters
    ----------
    passages : pandas.DataFrame
        Columns ``from`` and ``to`` (codes as text) and, unless all areas go as a whole, ``weight``:
        the part of the old area's people (or land, buildings) that belongs to the new one. The
        weights of an old area add up to 1; areas that stay have a row, too.
    version : str
        Source, dates and what the weights are made of; it goes into findings.

    Raises
    ------
    InvalidInput
        ``weights_do_not_add_up``, ``duplicate_passage``, or a weight outside 0..1.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame(
    ...     [["A", "AB", 1], ["B", "AB", 1], ["C", "C", 0.75], ["C", "D", 0.25]],
    ...     columns=["from", "to", "weight"],
    ... )
    >>> reform = Crosswalk(table, "2019 to 2024, by people")
    >>> reform.carry_counts(pd.Series({"A": 100, "B": 50, "C": 400}))["value"].to_dict()
    {'AB': 150.0, 'C': 300.0, 'D': 100.0}
    >>> reform.breaks.to_dict()
    {'AB': True, 'C': True, 'D': True}
    """

    def __init__(self, passages: pd.DataFrame, version: str) -> None:
        require_pandas("DataFrame", passages, "passages")
        for name in ("from", "to"):
            if list(passages.columns).count(name) != 1:
                raise invalid_argument("passages", f"needs one column '{name}'")
        columns = list(passages.columns)
        weights = (
            list(passages["weight"]) if columns.count("weight") == 1 else [1.0] * len(passages)
        )
        told = [
            (_code(old, "from"), _code(new, "to"), require_number(weight, "weight"))
            for old, new, weight in zip(passages["from"], passages["to"], weights, strict=True)
        ]
        self._core = _spatial.Crosswalk(told, require_text(version, "version"))

    @property
    def version(self) -> str:
        """Source, dates and what the weights are made of."""
        return self._core.version

    @property
    def passages(self) -> pd.DataFrame:
        """The table: ``from``, ``to``, ``weight``."""
        import pandas as pd

        return pd.DataFrame(self._core.passages(), columns=["from", "to", "weight"])

    @property
    def breaks(self) -> pd.Series:
        """True for a new area that is another place than before: merged, split, partly taken."""
        import pandas as pd

        return pd.Series(self._core.breaks().astype(bool), index=self._core.new_areas, name="break")

    def then(self, later: Crosswalk) -> Crosswalk:
        """This reform and a later one as one.

        Raises :class:`UnknownName` if the later one lacks an area of this one.
        """
        if not isinstance(later, Crosswalk):
            raise invalid_argument("later", f"is a {type(later).__name__}, no Crosswalk")
        made = Crosswalk.__new__(Crosswalk)
        made._core = self._core.then(later._core)
        return made

    def carry_counts(
        self, values: pd.Series, *, states: pd.DataFrame | None = None
    ) -> pd.DataFrame:
        """Counts of the old areas as counts of the new ones; counts add.

        Parameters
        ----------
        values : pandas.Series
            Persons, cases, places, square kilometres by old area; every old area once.
        states : pandas.DataFrame, optional
            Kinds of the cells as :attr:`sozialraum.core.AreaTable.states` tells them.

        Returns
        -------
        pandas.DataFrame
            Columns ``value``, ``state``, ``break`` by new area. Parts of old areas are estimates
            (state ``ESTIMATED``, finding ``split_counts``). Nothing is rounded; the total stays.

        Notes
        -----
        Never for densities, shares and means: carry count and base and divide, or use
        :meth:`carry_means`.
        """
        numbers, kinds = self._old(values, "values", states)
        return self._frame(*self._core.carry_counts(numbers, kinds))

    def carry_means(
        self, values: pd.Series, base: pd.Series, *, states: pd.DataFrame | None = None
    ) -> pd.DataFrame:
        """Densities, shares and means of the old areas, which do not add, for the new ones.

        Parameters
        ----------
        values : pandas.Series
        base : pandas.Series
            What each refers to: land of a density, persons of a mean.
        states : pandas.DataFrame, optional

        Returns
        -------
        pandas.DataFrame
            As :meth:`carry_counts`.

        Examples
        --------
        >>> import pandas as pd
        >>> merged = pd.DataFrame({"from": ["A", "B"], "to": ["AB", "AB"]})
        >>> land, density = pd.Series({"A": 1.0, "B": 2}), pd.Series({"A": 10.0, "B": 40})
        >>> Crosswalk(merged, "2020").carry_means(density, land)["value"].to_dict()
        {'AB': 30.0}
        """
        numbers, kinds = self._old(values, "values", states)
        weights, weight_kinds = self._old(base, "base", states)
        return self._frame(*self._core.carry_means(numbers, kinds, weights, weight_kinds))

    def _old(
        self, values: pd.Series, argument: str, states: pd.DataFrame | None
    ) -> tuple[Any, Any]:
        """One number an old area in the order of the crosswalk."""
        given = column_of(values, argument)
        rows = {code: row for row, code in enumerate(given.codes)}
        old = self._core.old_areas
        lacking = [code for code in old if code not in rows]
        more = sorted(set(rows) - set(old))
        if lacking or more:
            raise invalid_argument(
                argument,
                f"lacks {len(lacking)} old area(s) and has {len(more)} others",
                "give every old area once, also those that stay",
                code="index_mismatch",
                areas=[*lacking, *more],
            )
        order = np.array([rows[code] for code in old], dtype=np.intp)
        kinds = states_of(given.answer(given.values), states)
        return given.values[order], None if kinds is None else kinds[order]

    def _frame(self, value: Any, state: Any, findings: list[Any]) -> pd.DataFrame:
        import pandas as pd

        from sozialraum.core.tables import TableResult

        index = self._core.new_areas
        table = pd.DataFrame({"value": value, "state": state}, index=index)
        return TableResult.of(table.assign(**{"break": self.breaks}), findings)


def _code(value: object, column: str) -> str:
    if isinstance(value, str) and value:
        return require_text(value, column)
    raise invalid_argument(
        "passages",
        f"column '{column}' holds what is no code",
        "read the codes as text, so that no leading zero is lost",
    )
