"""How even in size, and how much in one piece, are regions or types on the map?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sozialraum._core import typology as _core
from sozialraum.core.door import require_pandas
from sozialraum.core.finding import arguments_called
from sozialraum.core.points import PlaceNames
from sozialraum.core.result import Result
from sozialraum.typology.clustering import Clustering
from sozialraum.typology.points import numbers_of_series
from sozialraum.typology.region_graph import graph_of

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.spatial import Weights


@dataclass(frozen=True, repr=False)
class RegionShape(Result):
    """How regions lie on the map.

    Attributes
    ----------
    regions : pandas.DataFrame
        Per region: ``areas``; ``inside``, of the neighbours of its areas the share that is of the
        region (join-count ratio); ``pieces``, parts that do not hang together.
    cut_links : int
        Links of the map between two regions.
    entropy, relative_entropy : float
        Of the sizes: 0 to log k; as a share of log k, 1 = all regions are even.
    simpson : float
        The chance that two areas drawn are of one region.
    """

    regions: pd.DataFrame
    cut_links: int
    entropy: float
    relative_entropy: float
    simpson: float


@arguments_called({"types": "regions"})
def region_shape(regions: pd.Series | Clustering, graph: pd.DataFrame | Weights) -> RegionShape:
    """Say how regions lie on the map; types as well, whose pieces show how scattered they are.

    Parameters
    ----------
    regions : pandas.Series or Clustering
        Region or type of each area.
    graph : pandas.DataFrame or Weights
        Which areas are neighbours, as in :func:`regions`.

    Examples
    --------
    >>> import pandas as pd
    >>> links = pd.DataFrame({"from": list("abc"), "to": list("bcd")})
    >>> shape = region_shape(pd.Series(list("AABA"), list("abcd")), links)
    >>> shape.regions[["inside", "pieces"]].to_numpy().tolist(), shape.cut_links
    ([[0.5, 2.0], [0.0, 1.0]], 2)
    """
    import pandas as pd

    series = regions.types if isinstance(regions, Clustering) else regions
    require_pandas("Series", series, "regions")
    numbers, names = numbers_of_series(series)
    found = _core.region_shape(
        graph_of(PlaceNames(series.index, "regions"), graph), numbers, len(names)
    )
    return RegionShape(
        regions=pd.DataFrame(
            {
                "areas": found["sizes"].astype(np.int64),
                "inside": found["inside"],
                "pieces": found["pieces"].astype(np.int64),
            },
            index=pd.Index(names, name="region"),
        ),
        cut_links=found["cut_links"],
        entropy=found["entropy"],
        relative_entropy=found["relative_entropy"],
        simpson=found["simpson"],
    )
