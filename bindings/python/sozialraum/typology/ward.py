"""Which areas are alike? By joining the two nearest again and again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from sozialraum._core import typology as _core
from sozialraum.core.door import frame_of, require_count, require_progress
from sozialraum.core.finding import arguments_called
from sozialraum.core.points import PlaceNames
from sozialraum.core.result import Result
from sozialraum.typology.clustering import clustering_of
from sozialraum.typology.points import points_of, weights_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt
    import pandas as pd

    from sozialraum.typology.clustering import Clustering

    Progress = Callable[[int, int], object]


@dataclass(frozen=True, repr=False)
class Hierarchy(Result):
    """The tree in which areas grow together.

    Attributes
    ----------
    heights : numpy.ndarray
        Of the n - 1 merges, rising: ``sqrt(2 * rise of the sum of squares)``, as R's ``ward.D2``
        and scipy's ``ward``; of other methods the distances at which groups merge.
    linkage : numpy.ndarray
        Merges as scipy writes them: first, second, height, size. Areas are numbered in the order
        of ``codes``.
    codes : list of str
        Area codes, sorted.
    method : str
        ``"ward"``, ``"average"``, ``"complete"`` or ``"single"``.
    """

    heights: npt.NDArray[np.float64]
    linkage: npt.NDArray[np.float64]
    codes: list[str]
    method: str
    _tree: Any = field(repr=False)
    _frame: pd.DataFrame = field(repr=False)
    _weights: npt.NDArray[np.float64] | None = field(repr=False)

    def __reduce__(self) -> tuple[Any, ...]:
        return _grown_again, (self._frame, self._weights, self.method)

    def cut(self, k: int) -> Clustering:
        """The partition into ``k`` types, by undoing the last ``k - 1`` merges.

        Raises
        ------
        InvalidInput
            ``k`` below 1 or above the number of areas that differ: equal areas are never parted.
        """
        k = require_count(k, "k", least=1)
        types = self._tree.cut(k)
        points = points_of(self._frame, self._weights)
        numbered = _core.number_types(points, types, k)
        result = _core.describe_partition(points, numbered, k)
        result["findings"] = [*result["findings"], *self._tree.findings()]
        return clustering_of(self._frame, result, starts=0)


@arguments_called({"values": "frame"})
def ward(
    frame: pd.DataFrame,
    *,
    weights: pd.Series | npt.NDArray[np.float64] | None = None,
    progress: Progress | None = None,
) -> Hierarchy:
    """Let alike areas grow together (Ward 1963), from single areas to one group.

    Nearest-neighbour chains (Murtagh 1983) over group centres: no distance matrix is made, 30,000
    areas need a few megabytes. Time grows with the square of the number of areas.

    Parameters
    ----------
    frame, weights, progress
        As in :func:`kmeans`; weights must be positive.

    Returns
    -------
    Hierarchy

    Examples
    --------
    >>> import pandas as pd
    >>> tree = ward(pd.DataFrame({"z": [0.0, 1.0, 5.0]}, index=list("abc")))
    >>> tree.heights.round(4).tolist()
    [1.0, 5.1962]
    >>> tree.cut(2).types.to_dict()
    {'a': 'A', 'b': 'A', 'c': 'B'}
    """
    require_progress(progress)
    frame = frame_of(frame, "frame")
    tree = _core.ward(points_of(frame, weights), progress)
    return hierarchy_of(frame, tree, weights, "ward")


def hierarchy_of(frame: pd.DataFrame, tree: Any, weights: object, method: str) -> Hierarchy:
    """The tree that the core has grown, with the names of the areas."""
    linkage = tree.linkage()
    return Hierarchy(
        heights=linkage[:, 2].copy(),
        linkage=linkage,
        codes=[str(frame.index[i]) for i in tree.areas()],
        method=method,
        _tree=tree,
        _frame=frame,
        _weights=weights_of(PlaceNames(frame.index, "frame"), weights),
    )


def _grown_again(
    frame: pd.DataFrame, weights: npt.NDArray[np.float64] | None, method: str
) -> Hierarchy:
    points = points_of(frame, weights)
    tree = _core.ward(points, None) if method == "ward" else _core.linkage(points, method, None)
    return hierarchy_of(frame, tree, weights, method)
