"""Is k types more than chance?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sozialraum._core import typology as _core
from sozialraum.core.door import frame_of, require_count, require_list, require_progress
from sozialraum.core.finding import arguments_called
from sozialraum.typology.points import points_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    Progress = Callable[[int, int], object]


@arguments_called({"values": "frame", "types": "ks"})
def gap_statistic(
    frame: pd.DataFrame,
    ks: Iterable[int],
    *,
    weights: pd.Series | None = None,
    references: int = 50,
    starts: int = 10,
    seed: int = 1,
    threads: int = 0,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """How much tighter are ``k`` types than those of tables that have none?

    Tibshirani, Walther and Hastie (2001); the references are drawn evenly from the box of the data.

    Parameters
    ----------
    frame, weights, seed, threads, progress
        As in :func:`kmeans`.
    ks : iterable of int
        Rising numbers of types; 1 is allowed and may be the answer.
    references : int
        Tables without types, at least 2.
    starts : int
        Of k-means, for the table and each reference.

    Returns
    -------
    pandas.DataFrame
        Index ``k``; ``log_within``, ``expected``, ``gap`` (larger is better), ``error``, and
        ``chosen``: true for the smallest k whose gap is not below the next one's less its error.

    Examples
    --------
    >>> import pandas as pd
    >>> z = [0.0, 0.1, 0.2, 0.3, 9.0, 9.1, 9.2, 9.3]
    >>> frame = pd.DataFrame({"z": z}, index=list("abcdefgh"))
    >>> gap_statistic(frame, [1, 2, 3]).chosen.tolist()
    [False, True, False]
    """
    import pandas as pd

    require_progress(progress)
    frame = frame_of(frame, "frame")
    wanted = sorted({require_count(k, "ks", least=1) for k in require_list(ks, "ks")})
    rows, chosen = _core.gap_statistic(
        points_of(frame, weights),
        wanted,
        require_count(references, "references", least=2),
        require_count(starts, "starts", least=1),
        require_count(seed, "seed", most=2**63 - 1),
        require_count(threads, "threads"),
        progress,
    )
    table = pd.DataFrame(rows, columns=["k", "log_within", "expected", "gap", "error"])
    return table.assign(chosen=table.k == chosen).set_index("k")
