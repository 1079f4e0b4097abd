"""How densely do the people of a place live, as they see it themselves?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sozialraum._core import smallarea as _smallarea
from sozialraum.core.door import column_of

if TYPE_CHECKING:
    import pandas as pd


def weighted_density(people: pd.Series, land: pd.Series) -> dict[str, float]:
    """The density around the mean inhabitant.

    Inhabitants per square kilometre say how much field lies between the villages; weighted by
    people, density says how they live.

    Parameters
    ----------
    people, land : pandas.Series
        People and land (km²) of each cell of one place; the same index. NaN is left out.

    Returns
    -------
    dict
        ``arithmetic`` and ``geometric`` density around the mean inhabitant, the ``plain`` one, and
        ``sparse``, the share of people in cells of less than 50 per km². NaN without people.

    Raises
    ------
    InvalidInput
        ``negative_count``, people on no land.

    Examples
    --------
    >>> import pandas as pd
    >>> people = pd.Series([50, 400, 10, 0, 140])
    >>> density = weighted_density(people, people * 0 + 1)
    >>> round(density["arithmetic"], 2), density["plain"]
    (303.67, 120.0)
    """
    persons = column_of(people, "people")
    ground = column_of(land, "land", like=persons.index)
    names = ("arithmetic", "geometric", "plain", "sparse")
    return dict(zip(names, _smallarea.weighted_density(persons.values, ground.values), strict=True))
