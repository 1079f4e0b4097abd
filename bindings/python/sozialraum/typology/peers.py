"""Which areas are most like each area?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sozialraum._core import typology as _core
from sozialraum.core import Place, unknown_name
from sozialraum.core.door import list_items, require_count, require_progress, table_of
from sozialraum.core.finding import arguments_called, invalid_argument, label_text, shown
from sozialraum.typology.points import points_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    Progress = Callable[[int, int], object]


@arguments_called({"values": "frame"})
def peers(
    frame: pd.DataFrame,
    *,
    count: int = 3,
    among: Iterable[str] | None = None,
    threads: int = 0,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """The areas at the smallest distance in all columns, the own left out; equal ones by code.

    Parameters
    ----------
    frame : pandas.DataFrame
        Areas x indicators, as typed.
    count : int
        How many peers an area has.
    among : iterable of str, optional
        Codes of the areas among which peers are sought; all if not given.

    Returns
    -------
    pandas.DataFrame
        A row per area and peer, the most alike first: ``area``, ``peer``, ``distance``.

    Examples
    --------
    >>> import pandas as pd
    >>> peers(pd.DataFrame({"z": [0.0, 1.0, 3.0]}, ["Au", "Berg", "Cham"]), count=1)
       area  peer  distance
    0    Au  Berg       1.0
    1  Berg    Au       1.0
    2  Cham  Berg       2.0
    """
    import numpy as np
    import pandas as pd

    count = require_count(count, "count", least=1)
    threads = require_count(threads, "threads")
    require_progress(progress)
    points = points_of(frame, None)
    names = table_of(frame, "frame").names
    rows: list[int] = []
    if among is not None:
        rows = _rows_of(among, names.texts)
        if not rows:
            return pd.DataFrame({"area": [], "peer": [], "distance": []})
    found, distance = _core.peers(points, count, rows, threads, progress)
    there = found.ravel() >= 0
    codes = np.asarray(names.texts, dtype=object)
    return pd.DataFrame(
        {
            "area": np.repeat(codes, found.shape[1])[there],
            "peer": codes[found.ravel()[there]],
            "distance": distance.ravel()[there],
        }
    )


def _rows_of(among: Iterable[str], codes: list[str]) -> list[int]:
    wanted = list_items(among)
    if wanted is None:
        raise invalid_argument("among", f"is {shown(among)}; a list of area codes is needed")
    place = {code: i for i, code in enumerate(codes)}
    rows = []
    for code in wanted:
        text = label_text(code)
        if text not in place:
            raise unknown_name("area", text, codes, Place(argument="among"))
        rows.append(place[text])
    return rows
