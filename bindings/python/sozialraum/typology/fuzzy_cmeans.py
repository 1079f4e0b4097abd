"""Which areas lie between types, and between which?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from sozialraum._core import typology as _core
from sozialraum.core import unknown_name
from sozialraum.core.door import frame_of, require_count, require_number, require_progress
from sozialraum.core.finding import arguments_called
from sozialraum.core.result import Result
from sozialraum.typology.letters import letter
from sozialraum.typology.points import points_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from sozialraum.core import Finding

    Progress = Callable[[int, int], object]


@dataclass(frozen=True, repr=False)
class FuzzyTypes(Result):
    """How much each area belongs to each type.

    Attributes
    ----------
    types, second : pandas.Series of str
        Letters of the types to which the area belongs most and second most.
    degree : pandas.DataFrame
        Areas x types, from 0 to 1; each row sums to 1. A degree of likeness, no probability: it
        knows nothing of small counts.
    centres : pandas.DataFrame
        Types x indicators.
    weights : pandas.Series
        Per type the sum of people (areas) times degree.
    objective : float
        Sum of weight times degree^m times squared distance.
    partition_coefficient : float
        Mean of the sum of squared degrees: from 1/k (all belongs to all) to 1 (Dunn).
    m : float
    share_of_best : float
    passes : int
    converged : bool
    findings : list of Finding
        ``types_run_together``, ``best_reached_once``, ``unequal_scales``, ``passes_used_up``.
    """

    types: pd.Series
    second: pd.Series
    degree: pd.DataFrame
    centres: pd.DataFrame
    weights: pd.Series
    objective: float
    partition_coefficient: float
    m: float
    share_of_best: float
    passes: int
    converged: bool
    findings: list[Finding] = field(default_factory=list)

    @property
    def k(self) -> int:
        """Number of types."""
        return len(self.centres)

    def degree_of(self, frame: pd.DataFrame) -> pd.DataFrame:
        """How much areas, old or new, belong to these types.

        Parameters
        ----------
        frame : pandas.DataFrame
            Areas x the indicators of the types, in their units.
        """
        import pandas as pd

        frame = frame_of(frame, "frame")
        for column in self.centres.columns:
            if column not in frame.columns:
                raise unknown_name("indicator", str(column), [str(c) for c in frame.columns])
        frame = frame[list(self.centres.columns)]
        centres = np.ascontiguousarray(self.centres.to_numpy(dtype=float))
        shares = _core.fuzzy_membership(points_of(frame, None), centres, self.m)
        return pd.DataFrame(shares, index=frame.index, columns=self.centres.index)


@arguments_called({"values": "frame", "fuzzifier": "m"})
def fuzzy_cmeans(
    frame: pd.DataFrame,
    k: int,
    *,
    m: float = 2.0,
    weights: pd.Series | None = None,
    starts: int = 20,
    passes: int = 2000,
    tolerance: float = 1e-9,
    seed: int = 1,
    threads: int = 0,
    progress: Progress | None = None,
) -> FuzzyTypes:
    """Tell for every area how much it belongs to each of ``k`` types (fuzzy c-means).

    Minimises the sum of weight times u^m times squared distance, where
    u_ik = 1 / sum_l (d_ik / d_il)^(2 / (m - 1)) (Dunn 1973, Bezdek 1981).

    Parameters
    ----------
    frame, k, weights, seed, threads, progress
        As in :func:`kmeans`.
    m : float
        Above 1. Near 1 = the types of k-means; larger = everything belongs a little to everything.
        2 is customary; with six or more indicators 1.2 to 1.5, or the centres run together
        (finding ``types_run_together``).
    starts : int
        From partitions by k-means, each with its own k-means++ start.
    passes, tolerance
        A start ends when a pass moves no centre by more than ``tolerance`` times the scatter of
        all areas.

    Returns
    -------
    FuzzyTypes

    Raises
    ------
    InvalidInput
        As :func:`kmeans`.

    Examples
    --------
    The area in the middle belongs half to each:

    >>> import pandas as pd
    >>> found = fuzzy_cmeans(pd.DataFrame({"z": [-1.0, 0.0, 1.0]}, index=list("abc")), 2)
    >>> found.degree.loc["b"].round(2).tolist()
    [0.5, 0.5]
    """
    import pandas as pd

    require_progress(progress)
    frame = frame_of(frame, "frame")
    exponent = require_number(m, "m")
    result: dict[str, Any] = _core.fuzzy_cmeans(
        points_of(frame, weights),
        require_count(k, "k", least=1),
        exponent,
        require_count(starts, "starts", least=1),
        require_count(passes, "passes", least=1),
        require_number(tolerance, "tolerance", least=0.0),
        require_count(seed, "seed", most=2**63 - 1),
        require_count(threads, "threads"),
        progress,
    )
    names = [letter(i) for i in range(len(result["weights"]))]
    index = pd.Index(names, name="type")
    degree = pd.DataFrame(result["membership"], index=frame.index, columns=index)
    return FuzzyTypes(
        types=pd.Series([names[i] for i in result["types"]], index=frame.index, name="type"),
        second=_second(result, names, frame.index),
        degree=degree,
        centres=pd.DataFrame(result["centres"], index=index, columns=frame.columns),
        weights=pd.Series(result["weights"], index=index, name="weights"),
        objective=result["objective"],
        partition_coefficient=result["partition_coefficient"],
        m=exponent,
        share_of_best=result["share_of_best"],
        passes=result["passes"],
        converged=result["converged"],
        findings=result["findings"],
    )


def _second(result: dict[str, Any], names: list[str], areas: pd.Index) -> pd.Series:
    """The type of the second largest degree; of a single type the same."""
    import pandas as pd

    degree = result["membership"].copy()
    if len(names) > 1:
        degree[np.arange(len(degree)), result["types"]] = -1.0
    return pd.Series([names[i] for i in degree.argmax(axis=1)], index=areas, name="second")
