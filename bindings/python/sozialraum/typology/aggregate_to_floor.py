"""Which neighbours must be counted together until the numbers carry?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from sozialraum._core import typology as _core
from sozialraum.core import Place, unknown_name
from sozialraum.core.door import require_count, require_number, require_progress, table_of
from sozialraum.core.finding import invalid_argument, label_text, shown
from sozialraum.core.result import Result
from sozialraum.typology.region_graph import graph_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from sozialraum.core import Finding
    from sozialraum.core.door import Table
    from sozialraum.spatial import Weights

    Progress = Callable[[int, int], object]


@dataclass(frozen=True, repr=False)
class FloorUnits(Result):
    """Areas counted together, so that every unit carries the floors.

    A unit is called by its member with the most people (the first floor; ties by code).

    Attributes
    ----------
    areas : pandas.DataFrame
        Per area, in the order of the input: ``unit``; ``reason`` (``"alone"``: carries every floor
        and stands for itself; ``"too_small"``: was below a floor; ``"took_in"``: carries every
        floor and took in areas that did not; ``"cannot_reach"``: all areas it hangs together with
        do not carry the floors).
    units : pandas.DataFrame
        Per unit: ``members`` (list, the largest first), ``carries`` (every floor is kept), ``cost``
        of its merges.
    sums : pandas.DataFrame
        Units x floors: what each unit has.
    merges : pandas.DataFrame
        Why each link was used: without it, the part on the side of ``needy`` would have ``count``
        of the ``least`` that ``floor`` wants. ``other`` is the other end, ``cost`` the link's.
    cost : float
        Sum over all merges.
    most_units : int
        No division has more units than this.
    proven : bool
        Neither more units nor cheaper merges are possible.
    findings : list of Finding
        ``floor_not_reached``: parts of the map that stay below a floor as a whole; ``islands``,
        ``several_components``; ``not_proven``.
    """

    areas: pd.DataFrame
    units: pd.DataFrame
    sums: pd.DataFrame
    merges: pd.DataFrame
    cost: float
    most_units: int
    proven: bool
    findings: list[Finding] = field(default_factory=list)


def aggregate_to_floor(
    counts: pd.DataFrame,
    floors: Mapping[str, float],
    graph: pd.DataFrame | Weights,
    *,
    exact_steps: int = 2_000_000,
    progress: Progress | None = None,
) -> FloorUnits:
    """Join villages to their neighbours until every unit has at least so many of each count.

    Of all divisions in which every unit hangs together and keeps every floor, one with the most
    units is taken (the fewest merges), and among those one whose merges cost least. A unit is held
    together by its cheapest links, and their costs count. Nothing is computed for a unit but its
    sums: the minutes of a village stay the village's own.

    Clusters of up to about 20 areas below a floor are solved exactly; beyond, a first division is
    improved by exact answers to parts of it, and the finding ``not_proven`` tells the bound. The
    same areas give the same units in any order of rows.

    Parameters
    ----------
    counts : pandas.DataFrame
        Areas x counts; the index holds the area codes as text. No value may be missing.
    floors : dict of str to float
        Column of ``counts`` -> the least that every unit needs, such as
        ``{"people": 300, "children": 30}``.
    graph : pandas.DataFrame or Weights
        Which areas may be joined, and what that costs. A table with a row a link: ``from`` and
        ``to`` (or ``origin`` and ``facility``), and ``cost`` or ``minutes`` (1 if there is neither,
        no link where it is missing; of both directions the dearer counts). Or neighbours, as of
        :func:`sozialraum.spatial.contiguity`: each costs 1.
    exact_steps : int
        Steps of the exact search per cluster; about ten million a second.
    progress : callable, optional
        Called as ``progress(done, total)`` about ten times a second.

    Returns
    -------
    FloorUnits

    Raises
    ------
    InvalidInput
        A count that is missing or negative, a floor that is not above zero, a negative cost.
    UnknownName
        A floor without a column, a link to an area that is not in ``counts``.

    Examples
    --------
    >>> import pandas as pd
    >>> counts = pd.DataFrame({"people": [120, 200, 900]}, index=["Au", "Berg", "Cham"])
    >>> roads = pd.DataFrame(
    ...     {"from": ["Au", "Berg"], "to": ["Berg", "Cham"], "minutes": [4.0, 1.0]}
    ... )
    >>> found = aggregate_to_floor(counts, {"people": 300}, roads)
    >>> found.units.members.to_dict()
    {'Berg': ['Berg', 'Au'], 'Cham': ['Cham']}
    >>> found.areas.reason.to_dict()
    {'Au': 'too_small', 'Berg': 'too_small', 'Cham': 'alone'}
    >>> found.merges.iloc[0].to_dict()  # doctest: +NORMALIZE_WHITESPACE
    {'unit': 'Berg', 'needy': 'Au', 'other': 'Berg', 'cost': 4.0,
     'floor': 'people', 'count': 120.0, 'least': 300.0}
    """
    require_progress(progress)
    given = table_of(counts, "counts")
    columns = _floors(given, floors)
    found = _core.aggregate_to_floor(
        graph_of(given.names, graph), columns, require_count(exact_steps, "exact_steps"), progress
    )
    return _units_of(given, [(name, least) for name, _, least in columns], found)


def _floors(given: Table, floors: object) -> list[tuple[str, Any, float]]:
    if not isinstance(floors, Mapping):
        raise invalid_argument(
            "floors",
            f"is {shown(floors)}; a dict is needed",
            'name a column and what it must reach, such as {"people": 300}',
        )
    parts = dict(given.parts())
    result = []
    for name, least in floors.items():
        text = label_text(name)
        if text not in parts:
            raise unknown_name("column", text, given.titles, Place(argument="floors"))
        result.append((text, parts[text], require_number(least, "floors")))
    return result


def _units_of(given: Table, floors: list[tuple[str, float]], found: dict[str, Any]) -> FloorUnits:
    import pandas as pd

    label = given.names.labels
    names = [floor for floor, _ in floors]
    leading = [members[0] for members, *_ in found["units"]]
    index = pd.Index(label(leading), name="unit")
    merges = [
        (u, needy, other, cost, names[floor], count, floors[floor][1])
        for u, (*_, links) in enumerate(found["units"])
        for needy, other, cost, floor, count in links
    ]
    told = pd.DataFrame(
        merges, columns=["unit", "needy", "other", "cost", "floor", "count", "least"]
    )
    for column, rows in (("needy", told["needy"]), ("other", told["other"])):
        told[column] = label(rows.to_numpy(dtype=np.int64))
    told["unit"] = index.take(told["unit"].to_numpy(dtype=np.int64))
    return FloorUnits(
        areas=pd.DataFrame(
            {"unit": index.take(found["unit"]), "reason": found["reasons"]}, index=given.index
        ),
        units=pd.DataFrame(
            {
                "members": [list(label(members)) for members, *_ in found["units"]],
                "carries": [carries for _, _, carries, *_ in found["units"]],
                "cost": [cost for *_, cost, _ in found["units"]],
            },
            index=index,
        ),
        sums=pd.DataFrame(
            [sums for _, sums, *_ in found["units"]], index=index, columns=names, dtype=float
        ),
        merges=told,
        cost=found["cost"],
        most_units=found["most_units"],
        proven=found["proven"],
        findings=found["findings"],
    )
