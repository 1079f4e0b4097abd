"""Which real areas show what a type is, and which lie at its border?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sozialraum._core import typology as _core
from sozialraum.core.door import frame_of, require_count
from sozialraum.core.finding import arguments_called
from sozialraum.typology.clustering import columns_of, numbers_of
from sozialraum.typology.points import points_of

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.typology.clustering import Clustering


@dataclass(frozen=True)
class Examples:
    """Areas to drive to and areas to talk about, by type.

    Attributes
    ----------
    representative : dict of str to list of str
        Type -> codes of the areas nearest to its centre, the nearest first.
    borderline : dict of str to list of str
        Type -> codes of its areas with the least margin to another type.
    """

    representative: dict[str, list[str]]
    borderline: dict[str, list[str]]


@arguments_called({"values": "frame", "types": "clustering", "weights": "population"})
def examples(
    frame: pd.DataFrame,
    clustering: Clustering,
    *,
    population: pd.Series | None = None,
    count: int = 1,
) -> Examples:
    """Up to ``count`` representative and borderline areas of each type; ties by code.

    Parameters
    ----------
    frame : pandas.DataFrame
        Areas x indicators, as typed.
    clustering : Clustering
    population : pandas.Series, optional
        Areas without people represent no type that has some.
    count : int

    Examples
    --------
    >>> import pandas as pd
    >>> from sozialraum.typology import kmeans
    >>> frame = pd.DataFrame({"z": [0.0, 1.0, 3.0, 9.0]}, ["Au", "Berg", "Cham", "Dorf"])
    >>> found = examples(frame, kmeans(frame, 2))
    >>> found.representative["A"], found.borderline["A"]
    (['Berg'], ['Cham'])
    """
    frame = columns_of(frame_of(frame, "frame"), clustering)
    numbers, names = numbers_of(frame, clustering)
    inner, outer = _core.examples(
        points_of(frame, population, "population"),
        numbers,
        clustering.centres.to_numpy(dtype=float),
        require_count(count, "count", least=1),
    )

    def codes(rows: list[list[int]]) -> dict[str, list[str]]:
        return {
            str(name): [str(frame.index[i]) for i in areas]
            for name, areas in zip(names, rows, strict=True)
        }

    return Examples(representative=codes(inner), borderline=codes(outer))
