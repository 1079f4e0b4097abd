"""Where are cities, towns and villages? The degree of urbanisation of kilometre squares."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sozialraum._core import spatial as _core
from sozialraum.core.door import column_of, require_pandas, require_same_areas
from sozialraum.core.finding import invalid_argument, label_text
from sozialraum.core.result import Result

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from sozialraum.core import Finding
    from sozialraum.core.door import Column

_KINDS = {
    30: "urban_centre",
    23: "dense_town",
    22: "semi_dense_town",
    21: "suburban",
    13: "village",
    12: "low",
    11: "very_low",
}
_MOST = 2**31 - 2


@dataclass(frozen=True, repr=False)
class Settlements(Result):
    """Which settlement each square is part of.

    Attributes
    ----------
    squares : pandas.DataFrame
        By square: ``kind`` (``urban_centre``, ``dense_town``, ``semi_dense_town``, ``suburban``,
        ``village``, ``low``, ``very_low``), ``code`` (as in the statistics of Eurostat: 30, 23, 22,
        21, 13, 12, 11), ``level1`` (3 urban centre, 2 urban cluster, 1 rural),
        ``settlement`` (its number; 0 = none), ``settlement_people``, ``people``.
    """

    squares: pd.DataFrame
    findings: list[Finding] = field(default_factory=list)
    _column: npt.NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))
    _row: npt.NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))

    def of_areas(self, area: pd.Series) -> pd.DataFrame:
        """What areas are made of: people by kind of square, settlements, the largest one.

        Parameters
        ----------
        area : pandas.Series of str
            The area of each square, such as the key of its commune; same index as ``squares``.

        Returns
        -------
        pandas.DataFrame
            By area: ``people``; their parts (0 to 1) in ``city``, ``town``, ``suburban``,
            ``village``, ``low`` and ``very_low``; ``settlements`` of which it has a part,
            ``largest`` (part of its people in the one with most of them), ``degree`` (1 city, 2
            town or suburb, 3 rural area, 0 nobody lives there).

        Raises
        ------
        InvalidInput
            Another index, a square without an area.
        """
        import pandas as pd

        require_pandas("Series", area, "area")
        require_same_areas(area.index, self.squares.index, "area")
        lacking = [label_text(code) for code, one in area.items() if not isinstance(one, str)]
        if lacking:
            raise invalid_argument("area", f"is no text at '{lacking[0]}'", areas=lacking)
        names = sorted(set(area))
        number = {name: i for i, name in enumerate(names)}
        columns = _core.settlement_shares(
            self._column,
            self._row,
            self.squares["people"].to_numpy(dtype=float),
            [label_text(code) for code in self.squares.index],
            self.squares["code"].tolist(),
            self.squares["settlement"].tolist(),
            [number[name] for name in area],
            len(names),
        )
        return pd.DataFrame(columns, index=pd.Index(names, name="area", dtype=object))


def degurba(
    east: pd.Series, north: pd.Series, people: pd.Series, land: pd.Series | None = None
) -> Settlements:
    """Which kilometre squares are city, town, village or open country?

    The grid classes of the degree of urbanisation, levels 1 and 2 (Eurostat), from density, size
    and neighbourhood. Of rural areas only the last three can differ: ``village``, ``low``,
    ``very_low``.

    Parameters
    ----------
    east, north : pandas.Series
        Of a point in the square (its middle or its lower left corner), metres in the grid's own
        system (EPSG:3035); each square of 1,000 m once.
    people : pandas.Series
        Of each square; same index.
    land : pandas.Series, optional
        Part of the square that is land, above 0 to 1; all of it unless given.

    Returns
    -------
    Settlements

    Raises
    ------
    InvalidInput
        Negative or missing people, a square given twice, indices that differ.

    Notes
    -----
    Eurostat, FAO, UN-Habitat, OECD and World Bank (2021), Applying the degree of urbanisation;
    semi-dense towns as changed in July 2024. Built-up land without people and water are not looked
    at. Not for squares of another size, and with care for rounded or noised counts: near a limit
    one person changes the class.

    Examples
    --------
    >>> import pandas as pd
    >>> squares = ["a", "b", "c"]
    >>> east, north = pd.Series([500, 1500, 9500], squares), pd.Series([500, 1500, 500], squares)
    >>> found = degurba(east, north, pd.Series([300, 320, 40], squares))
    >>> found.squares["kind"].tolist()
    ['village', 'village', 'very_low']
    >>> commune = pd.Series(["X", "X", "X"], squares)
    >>> found.of_areas(commune)[["settlements", "degree"]].values.tolist()
    [[1, 3]]
    """
    import pandas as pd

    persons = column_of(people, "people")
    easts = column_of(east, "east", like=persons.index)
    norths = column_of(north, "north", like=persons.index)
    part = np.zeros(0)
    if land is not None:
        part = column_of(land, "land", like=persons.index).values
    column, row = _kilometres(easts, "east"), _kilometres(norths, "north")
    code, level1, settlement, size = _core.degurba(column, row, persons.values, part, persons.codes)
    squares = pd.DataFrame(
        {
            "kind": [_KINDS[int(one)] for one in code],
            "code": code,
            "level1": level1,
            "settlement": settlement,
            "settlement_people": size,
            "people": persons.values,
        },
        index=persons.index,
    )
    return Settlements(squares, [], column, row)


def _kilometres(metres: Column, argument: str) -> npt.NDArray[np.int32]:
    values = metres.values / 1000.0
    wrong = ~(np.abs(values) < _MOST)
    if wrong.any():
        first = metres.codes[int(np.argmax(wrong))]
        raise invalid_argument(argument, f"is no coordinate at '{first}'", areas=[first])
    return np.floor(values).astype(np.int32)
