"""Which area is of which type, and what is the middle of each type."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from sozialraum.core import unknown_name
from sozialraum.core.door import require_flag, require_label, require_pandas
from sozialraum.core.finding import invalid_argument
from sozialraum.core.points import PlaceNames
from sozialraum.core.result import Result
from sozialraum.typology.letters import letter
from sozialraum.typology.points import numbers_of_series

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from sozialraum.core import Finding


@dataclass(frozen=True, repr=False)
class Clustering(Result):
    """Which area is of which type, and what is the middle of each type.

    Attributes
    ----------
    types : pandas.Series of str
        Letter of each area, in the order of the input.
    centres : pandas.DataFrame
        Types x indicators: (weighted) means of the members.
    sizes : pandas.Series of int
        Areas per type.
    weights : pandas.Series of float
        People per type; areas if no weights were given.
    inertia : float
        Sum of weight times squared distance to the own centre.
    starts : int
        Random starts made; 0 for methods without.
    share_of_best : float
        Share of the starts whose inertia is within one millionth of the best.
    start_inertia : numpy.ndarray
        Inertia of every start, in the order of their numbers.
    rule : str
        How the letters were given.
    findings : list of Finding
    """

    types: pd.Series
    centres: pd.DataFrame
    sizes: pd.Series
    weights: pd.Series
    inertia: float
    starts: int = 0
    share_of_best: float = 1.0
    start_inertia: npt.NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    rule: str = "by falling weight (population, or number of areas); ties by the smallest area code"
    findings: list[Finding] = field(default_factory=list)

    @property
    def k(self) -> int:
        """Number of types."""
        return len(self.centres)

    def ordered_by(self, indicator: str, *, descending: bool = True) -> Clustering:
        """The same types with letters by the centres of one indicator.

        Raises
        ------
        UnknownName
            If there is no such indicator; names the nearest.
        """
        require_label(indicator, "indicator", "indicator", self.centres.columns)
        descending = require_flag(descending, "descending")
        key = self.centres[indicator] if descending else -self.centres[indicator]
        order = [str(x) for x in key.sort_values(ascending=False, kind="stable").index]
        new = {old: letter(i) for i, old in enumerate(order)}

        def renamed(table: Any) -> Any:
            return table.loc[order].rename(index=new)

        return replace(
            self,
            types=self.types.map(new),
            centres=renamed(self.centres),
            sizes=renamed(self.sizes),
            weights=renamed(self.weights),
            rule=f"by {'falling' if descending else 'rising'} centre of '{indicator}'",
        )


def clustering_of(frame: pd.DataFrame, result: dict[str, Any], *, starts: int) -> Clustering:
    import pandas as pd

    names = [letter(i) for i in range(len(result["sizes"]))]
    index = pd.Index(names, name="type")
    return Clustering(
        types=pd.Series(index.take(result["types"]).array, index=frame.index, name="type"),
        centres=pd.DataFrame(result["centres"], index=index, columns=frame.columns),
        sizes=pd.Series(result["sizes"].astype(np.int64), index=index, name="sizes"),
        weights=pd.Series(result["weights"], index=index, name="weights"),
        inertia=result["inertia"],
        starts=starts,
        share_of_best=result["share_of_best"],
        start_inertia=result["start_inertia"],
        findings=result["findings"],
    )


def numbers_of(
    frame: pd.DataFrame, types: pd.Series | Clustering
) -> tuple[npt.NDArray[np.uint32], list[Any]]:
    if isinstance(types, Clustering):
        names = [str(name) for name in types.centres.index]
        series = types.types.reindex(frame.index)
        if not series.isna().any():
            number = {name: i for i, name in enumerate(names)}
            return np.asarray([number[t] for t in series], dtype=np.uint32), names
        types = types.types
    require_pandas("DataFrame", frame, "frame")
    require_pandas("Series", types, "types")
    PlaceNames(types.index, "types")
    return numbers_of_series(types.reindex(frame.index))


def columns_of(frame: pd.DataFrame, clustering: Clustering) -> pd.DataFrame:
    if not isinstance(clustering, Clustering):
        raise invalid_argument(
            "clustering", f"is a {type(clustering).__name__}; a Clustering is needed"
        )
    for column in clustering.centres.columns:
        if column not in frame.columns:
            raise unknown_name("indicator", str(column), [str(c) for c in frame.columns])
    return frame[list(clustering.centres.columns)]
