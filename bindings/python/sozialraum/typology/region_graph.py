"""Which areas may form a region together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sozialraum._core import typology as _core
from sozialraum.core import Place, unknown_name
from sozialraum.core.door import require_text_codes
from sozialraum.core.finding import invalid_argument
from sozialraum.spatial import Weights

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from sozialraum.core.points import PlaceNames

    Ends = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.float64]]

_ENDS = (("from", "to"), ("origin", "facility"))
_COSTS = ("cost", "minutes")


def graph_of(names: PlaceNames, graph: object) -> Any:
    """The graph as the core takes it, over the areas ``names`` in their order.

    ``graph`` is a :class:`sozialraum.spatial.Weights`, whose neighbours are links of cost 1, or a
    table with a row a link: ``from`` and ``to`` (or ``origin`` and ``facility``, as a table of
    minutes has them), and maybe ``cost`` or ``minutes``. Links count both ways, the dearer of the
    two; a missing cost is no link, and an area's way to itself none either.
    """
    import pandas as pd

    codes = require_text_codes(names, "graph")
    if isinstance(graph, Weights):
        one, other, cost = _of_weights(names, graph)
    elif isinstance(graph, pd.DataFrame):
        one, other, cost = _of_table(names, graph)
    else:
        raise invalid_argument(
            "graph",
            f"is a {type(graph).__name__}; a table of links or Weights are needed",
            "give a DataFrame with the columns from, to and cost, or sozialraum.spatial.Weights",
        )
    return _core.RegionGraph(codes, one, other, cost)


def _of_weights(names: PlaceNames, weights: Weights) -> Ends:
    lacking = sorted(set(names.texts) - set(weights.codes))
    if lacking:
        raise invalid_argument(
            "graph", f"does not know {len(lacking)} areas", code="index_mismatch", areas=lacking
        )
    rows = names.known_rows(weights.codes, "area", "graph")
    one = np.repeat(rows, np.diff(weights.indptr))
    return one, rows[weights.indices], np.ones(len(one))


def _of_table(names: PlaceNames, table: pd.DataFrame) -> Ends:
    present = [str(column) for column in table.columns]
    if len(set(present)) < len(present):
        raise invalid_argument("graph", "has a column twice", code="duplicate_column")
    ends = next((pair for pair in _ENDS if set(pair) <= set(present)), None)
    if ends is None:
        lacking = next(name for name in _ENDS[0] if name not in present)
        raise unknown_name("column", lacking, present, Place(argument="graph"))
    one, other = (names.known_rows(table[end], "area", "graph") for end in ends)
    cost_name = next((name for name in _COSTS if name in present), None)
    cost = np.ones(len(table)) if cost_name is None else _costs(table[cost_name])
    links = one != other
    return one[links], other[links], cost[links]


def _costs(column: pd.Series) -> npt.NDArray[np.float64]:
    from pandas.api.types import is_bool_dtype, is_complex_dtype, is_numeric_dtype

    if not is_numeric_dtype(column) or is_bool_dtype(column) or is_complex_dtype(column):
        raise invalid_argument(
            "graph", f"holds {column.dtype} in '{column.name}'", code="not_a_number"
        )
    return np.ascontiguousarray(column.to_numpy(dtype=float, na_value=np.nan))
