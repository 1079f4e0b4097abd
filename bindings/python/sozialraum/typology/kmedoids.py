"""Which areas are the best examples of types, and which areas are like which?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from sozialraum._core import typology as _core
from sozialraum.core.door import (
    frame_of,
    require_count,
    require_progress,
    require_text_codes,
    table_of,
)
from sozialraum.core.finding import arguments_called, invalid_argument
from sozialraum.core.result import Result
from sozialraum.typology.clustering import Clustering, clustering_of
from sozialraum.typology.letters import letter
from sozialraum.typology.points import points_of, weights_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt
    import pandas as pd

    from sozialraum.core import Finding

    Progress = Callable[[int, int], object]


def _no_series() -> pd.Series:
    import pandas as pd

    return pd.Series(dtype=object)


@dataclass(frozen=True, repr=False)
class MedoidClustering(Clustering):
    """Types with a real area in the middle of each.

    Attributes
    ----------
    medoids : pandas.Series of str
        Per type the area that is its example.
    distance : pandas.Series of float
        Of each area to the example of its type.
    cost : float
        Sum of weight times distance to the own example: what was minimised.
    """

    medoids: pd.Series = field(default_factory=_no_series)
    distance: pd.Series = field(default_factory=_no_series)
    cost: float = 0.0

    def ordered_by(self, indicator: str, *, descending: bool = True) -> MedoidClustering:
        """The same types with letters by the centres of one indicator."""
        from dataclasses import replace

        ordered = super().ordered_by(indicator, descending=descending)
        assert isinstance(ordered, MedoidClustering)
        new = {str(ordered.types[area]): area for area in self.medoids}
        medoids = ordered.centres.index.map(new).to_series(index=ordered.centres.index)
        return replace(ordered, medoids=medoids.rename("medoids"))


@dataclass(frozen=True, repr=False)
class Medoids(Result):
    """Types made of distances alone: no centres, but examples.

    Attributes
    ----------
    types : pandas.Series of str
        Letter of each area, in the order of the input.
    medoids : pandas.Series of str
        Per type the area that is its example.
    distance : pandas.Series of float
        Of each area to the example of its type.
    cost : float
        Sum of weight times distance to the own example.
    share_of_best : float
        Share of the starts whose cost is within one millionth of the best.
    findings : list of Finding
    """

    types: pd.Series
    medoids: pd.Series
    distance: pd.Series
    cost: float
    share_of_best: float
    findings: list[Finding] = field(default_factory=list)


@arguments_called({"values": "frame"})
def kmedoids(
    frame: pd.DataFrame,
    k: int,
    *,
    weights: pd.Series | None = None,
    starts: int = 10,
    seed: int = 1,
    threads: int = 0,
    progress: Progress | None = None,
) -> MedoidClustering:
    """Group areas around ``k`` examples, which are areas themselves.

    Minimises the sum of weight times distance (not squared) to the nearest example (Kaufman and
    Rousseeuw 1990), by exchanges as FasterPAM makes them (Schubert and Rousseeuw 2021). Far areas
    pull less than in :func:`kmeans`, and "a village like Hafen" is easily said.

    Parameters
    ----------
    frame, k, weights, seed, threads, progress
        As in :func:`kmeans`.
    starts : int
        Starts; the first one of up to 2,048 areas is PAM's own, the others are drawn.

    Returns
    -------
    MedoidClustering

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"z": [0.0, 1.0, 3.0, 10.0, 11.0]}, index=list("abcde"))
    >>> found = kmedoids(frame, 2)
    >>> found.medoids.to_dict(), found.cost
    ({'A': 'b', 'B': 'd'}, 4.0)
    """
    require_progress(progress)
    frame = frame_of(frame, "frame")
    points = points_of(frame, weights)
    starts = require_count(starts, "starts", least=1)
    result = _core.kmedoids(points, *_options(k, starts, seed, threads), progress)
    described = _core.describe_partition(points, result["types"], len(result["medoids"]))
    described["findings"] = result["findings"]
    described["share_of_best"] = result["share_of_best"]
    plain = clustering_of(frame, described, starts=starts)
    return MedoidClustering(
        **{name: getattr(plain, name) for name in Clustering.__dataclass_fields__},
        **_examples(frame.index, result),
    )


def kmedoids_of_distances(
    distances: pd.DataFrame,
    k: int,
    *,
    weights: pd.Series | None = None,
    starts: int = 10,
    seed: int = 1,
    threads: int = 0,
    progress: Progress | None = None,
) -> Medoids:
    """Group areas around ``k`` examples by ready distances, such as those of :func:`gower`.

    Parameters
    ----------
    distances : pandas.DataFrame
        Areas x the same areas: 0 or more, symmetric, 0 to itself.
    k, weights, starts, seed, threads, progress
        As in :func:`kmedoids`.

    Returns
    -------
    Medoids

    Examples
    --------
    >>> import pandas as pd
    >>> abc = list("abc")
    >>> far = pd.DataFrame([[0, 1, 9], [1, 0, 9], [9, 9, 0]], index=abc, columns=abc)
    >>> kmedoids_of_distances(far, 2).types.to_dict()
    {'a': 'A', 'b': 'A', 'c': 'B'}
    """
    require_progress(progress)
    given = table_of(distances, "distances")
    codes = require_text_codes(given.names, "distances")
    if codes != given.titles:
        raise invalid_argument(
            "distances",
            "has columns that are not its rows in the same order",
            "bring them into one order with distances.loc[codes, codes]",
            code="index_mismatch",
        )
    weight = weights_of(given.names, weights)
    starts = require_count(starts, "starts", least=1)
    result = _core.kmedoids_of_distances(
        codes,
        np.ascontiguousarray(given.values),
        weight,
        *_options(k, starts, seed, threads),
        progress,
    )
    import pandas as pd

    letters = [letter(int(i)) for i in result["types"]]
    return Medoids(
        types=pd.Series(letters, index=given.index, name="type"),
        share_of_best=result["share_of_best"],
        findings=result["findings"],
        **_examples(given.index, result),
    )


def _options(k: object, starts: int, seed: object, threads: object) -> tuple[int, int, int, int]:
    return (
        require_count(k, "k", least=1),
        starts,
        require_count(seed, "seed", most=2**63 - 1),
        require_count(threads, "threads"),
    )


def _examples(index: pd.Index, result: dict[str, Any]) -> dict[str, Any]:
    import pandas as pd

    medoids: npt.NDArray[np.int64] = result["medoids"].astype(np.int64)
    names = pd.Index([letter(i) for i in range(len(medoids))], name="type")
    return {
        "medoids": pd.Series([str(index[i]) for i in medoids], index=names, name="medoids"),
        "distance": pd.Series(result["distance"], index=index, name="distance"),
        "cost": result["cost"],
    }
