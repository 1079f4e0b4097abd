"""What holds the types up, and what is the least that would move an area?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sozialraum._core import typology as _core
from sozialraum.core.door import frame_of, require_count, require_progress
from sozialraum.core.finding import arguments_called
from sozialraum.core.points import PlaceNames
from sozialraum.core.result import Result
from sozialraum.typology.clustering import columns_of, numbers_of
from sozialraum.typology.points import points_of, weights_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from sozialraum.core import Finding
    from sozialraum.typology.clustering import Clustering

    Progress = Callable[[int, int], object]


@arguments_called({"values": "frame", "types": "clustering"})
def smallest_change(frame: pd.DataFrame, clustering: Clustering) -> pd.DataFrame:
    """What is the least that would have to be otherwise for an area to be of another type?

    One indicator alone changes, the centres stay: from there on the area is nearer to the other
    centre. In standard deviations if z values were typed: 0.1 is next to nothing, 1 is much.

    Parameters
    ----------
    frame : pandas.DataFrame
        Areas x indicators, as typed.
    clustering : Clustering

    Returns
    -------
    pandas.DataFrame
        Per area: ``indicator``, ``change`` (signed, infinite with a single type), ``type``.

    Examples
    --------
    >>> import pandas as pd
    >>> from sozialraum.typology import kmeans
    >>> frame = pd.DataFrame({"z": [0.0, 2.0, 9.0, 11.0]}, index=list("abcd"))
    >>> smallest_change(frame, kmeans(frame, 2)).change.tolist()
    [5.5, 3.5, -3.5, -5.5]
    """
    import pandas as pd

    frame = columns_of(frame_of(frame, "frame"), clustering)
    numbers, names = numbers_of(frame, clustering)
    column, change, kind = _core.smallest_change(
        points_of(frame, None), numbers, clustering.centres.to_numpy(dtype=float)
    )
    return pd.DataFrame(
        {
            "indicator": [frame.columns[i] for i in column],
            "change": change,
            "type": [names[i] for i in kind],
        },
        index=frame.index,
    )


@dataclass(frozen=True, repr=False)
class DropOne(Result):
    """Which indicators hold the types up?

    Attributes
    ----------
    indicators : pandas.DataFrame
        Per indicator: ``moved`` and ``moved_people``, the shares of areas and of people that are of
        another type if it is left out.
    moves : pandas.DataFrame of bool
        Areas x indicators: does the area move without it?
    findings : list of Finding
    """

    indicators: pd.DataFrame
    moves: pd.DataFrame
    findings: list[Finding] = field(default_factory=list)


@arguments_called({"values": "frame", "types": "clustering"})
def drop_one(
    frame: pd.DataFrame,
    clustering: Clustering,
    *,
    people: pd.Series | None = None,
    weights: pd.Series | None = None,
    starts: int = 20,
    seed: int = 1,
    threads: int = 0,
    progress: Progress | None = None,
) -> DropOne:
    """Find the types anew without one indicator after the other, by k-means.

    An indicator without which many areas move holds the types up; one without which nobody moves
    could be left out. Part of what moves is search: compare with ``search`` of :func:`stability`.

    Parameters
    ----------
    frame, clustering, people, weights
        As in :func:`stability`.
    starts : int
        Of each refit.
    seed, threads, progress
        As in :func:`kmeans`.
    """
    import pandas as pd

    frame = columns_of(frame_of(frame, "frame"), clustering)
    require_progress(progress)
    numbers, _ = numbers_of(frame, clustering)
    moved, moved_people, moves = _core.drop_one(
        points_of(frame, weights),
        numbers,
        clustering.centres.to_numpy(dtype=float),
        weights_of(PlaceNames(frame.index, "frame"), people, "people"),
        require_count(starts, "starts", least=1),
        require_count(seed, "seed", most=2**63 - 1),
        require_count(threads, "threads"),
        progress,
    )
    return DropOne(
        indicators=pd.DataFrame(
            {"moved": moved, "moved_people": moved_people}, index=frame.columns
        ),
        moves=pd.DataFrame(
            np.asarray(moves, dtype=bool).T, index=frame.index, columns=frame.columns
        ),
    )
