"""Between which areas does no third one lie, and what would make one whole of a map's parts?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sozialraum._core import spatial as _core
from sozialraum.core import Place, unknown_name
from sozialraum.core.door import column_of, frame_of, require_text_codes
from sozialraum.core.finding import arguments_called, invalid_argument
from sozialraum.core.points import PlaceNames
from sozialraum.spatial.contiguity import require_geometry, require_projected
from sozialraum.spatial.weights import Weights

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

_APART = ("minutes", "metres", "cost")


def gabriel_pairs(pairs: pd.DataFrame) -> pd.DataFrame:
    """Between which areas does no third one lie? The graph of Gabriel and Sokal (1969).

    A third area lies between two if the squares of its distances to both add up to less than the
    square of the distance between them. Villages that share no border are neighbours in this sense
    if one does not pass through another on the way.

    Parameters
    ----------
    pairs : pandas.DataFrame
        A row a way: ``from``, ``to``, and ``minutes`` (or ``metres`` or ``cost``), in both
        directions, of which the dearer counts. A way in one direction alone, one without minutes
        and an area's way to itself are none.

    Returns
    -------
    pandas.DataFrame
        Each pair of neighbours once, with the same columns.

    Raises
    ------
    InvalidInput
        ``unknown_name`` for a missing column, ``negative_weight``, ``duplicate_neighbour`` for a
        way that is told twice.

    Examples
    --------
    Three villages at 0, 4 and 10 minutes along a road: 4 x 4 + 6 x 6 is less than 10 x 10.

    >>> import pandas as pd
    >>> ways = pd.DataFrame({"from": ["Au", "Au", "Bo"], "to": ["Bo", "Cam", "Cam"],
    ...                      "minutes": [4.0, 10.0, 6.0]})
    >>> back = ways.rename(columns={"from": "to", "to": "from"})
    >>> gabriel_pairs(pd.concat([ways, back])).values.tolist()
    [['Au', 'Bo', 4.0], ['Bo', 'Cam', 6.0]]
    """
    import pandas as pd

    table = frame_of(pairs, "pairs").reset_index(drop=True)
    apart = next((name for name in _APART if name in table.columns), _APART[0])
    for name in ("from", "to", apart):
        if name not in table.columns:
            raise unknown_name("column", name, [str(c) for c in table.columns], Place("pairs"))
    table = table[["from", "to", apart]]
    if not table.columns.is_unique:
        raise invalid_argument("pairs", "has a column twice", code="duplicate_column")
    ends = pd.concat([table["from"], table["to"]])
    if ends.isna().any():
        raise invalid_argument("pairs", "has rows without an area", code="missing_values")
    names = PlaceNames(pd.Index(sorted(ends.unique(), key=str)), "pairs")
    codes = require_text_codes(names, "pairs")
    one = names.known_rows(table["from"], "area", "pairs")
    other = names.known_rows(table["to"], "area", "pairs")
    minutes = column_of(table[apart], "pairs", infinite=True).values
    first, last, kept = _core.gabriel_pairs(len(codes), one, other, minutes)
    return _told(codes, first, last, kept, apart)


def bridges(gdf: gpd.GeoDataFrame, weights: Weights) -> pd.DataFrame:
    """The shortest straight lines that make one whole of the parts of a map.

    For regions that must hang together where a river or a wood keeps parts of a town from touching:
    that they were joined has to be told.

    Parameters
    ----------
    gdf : geopandas.GeoDataFrame
        Points or polygons in a projected CRS (metres); index = area codes as text. Lines go from
        centroid to centroid.
    weights : Weights
        Who neighbours whom, of the same areas.

    Returns
    -------
    pandas.DataFrame
        ``from``, ``to``, ``metres``; empty where all hangs together. Of equally short lines those
        between the smaller codes.

    Raises
    ------
    InvalidInput
        ``degrees_not_metres``, ``missing_values``, ``index_mismatch``.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from sozialraum.spatial import nearest_neighbours
    >>> town = gpd.GeoDataFrame(
    ...     index=["a", "b", "c", "d"], crs="EPSG:25832",
    ...     geometry=gpd.points_from_xy([5e5, 500100, 500400, 500500], [5.78e6] * 4))
    >>> bridges(town, nearest_neighbours(town, 1)).values.tolist()
    [['b', 'c', 300.0]]
    """
    geometry, codes = require_geometry(gdf)
    require_projected(geometry)
    if not isinstance(weights, Weights):
        raise invalid_argument("weights", f"is a {type(weights).__name__}; Weights are needed")
    lacking = sorted(set(codes) ^ set(weights.codes))
    if lacking:
        message = f"{len(lacking)} areas are in one of both alone"
        raise invalid_argument("weights", message, code="index_mismatch", areas=lacking)
    row = {code: i for i, code in enumerate(codes)}
    order = [row[code] for code in weights.codes]
    points = geometry.centroid
    with arguments_called({"places": "gdf"}):
        first, last, metres = _core.bridges(
            weights.codes,
            points.x.to_numpy()[order],
            points.y.to_numpy()[order],
            weights._weights,
        )
    return _told(weights.codes, first, last, metres, "metres")


def _told(codes: list[str], first: Any, last: Any, apart: Any, name: str) -> pd.DataFrame:
    import pandas as pd

    texts = np.asarray(codes, dtype=object)
    return pd.DataFrame({"from": texts[first], "to": texts[last], name: apart})
