"""Which areas are alike? By joining the two nearest, by other measures than Ward's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sozialraum._core import typology as _core
from sozialraum.core.door import frame_of, require_choice, require_progress
from sozialraum.core.finding import arguments_called
from sozialraum.typology.points import points_of
from sozialraum.typology.ward import Hierarchy, hierarchy_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Progress = Callable[[int, int], object]

METHODS = ("average", "complete", "single")


@arguments_called({"values": "frame"})
def linkage(
    frame: pd.DataFrame,
    method: Literal["average", "complete", "single"] = "average",
    *,
    weights: pd.Series | npt.NDArray[np.float64] | None = None,
    progress: Progress | None = None,
) -> Hierarchy:
    """Let alike areas grow together, from single areas to one group.

    Parameters
    ----------
    frame, weights, progress
        As in :func:`ward`.
    method : {"average", "complete", "single"}
        How far apart two groups are: the mean distance over all pairs (of people, with weights),
        the largest or the least distance of their areas. Average and complete keep a table of all
        distances, of at most 20,000 areas; equal areas merge first.

    Returns
    -------
    Hierarchy
        Heights are distances, as scipy's ``linkage`` gives them.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"z": [0.0, 1.0, 5.0]}, index=list("abc"))
    >>> linkage(frame).heights.tolist(), linkage(frame, "complete").heights.tolist()
    ([1.0, 4.5], [1.0, 5.0])
    """
    require_progress(progress)
    method = require_choice(method, "method", METHODS)  # type: ignore[assignment]
    frame = frame_of(frame, "frame")
    tree = _core.linkage(points_of(frame, weights), method, progress)
    return hierarchy_of(frame, tree, weights, method)
