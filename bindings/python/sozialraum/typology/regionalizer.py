"""Regions as scikit-learn knows them: labels of rows that hang together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from sozialraum.core.door import require_choice
from sozialraum.core.result import unsaid
from sozialraum.typology.estimator_base import (
    Rows,
    codes_of_rows,
    columns_of,
    frame_of_rows,
    named_by_text,
    numbers_of_letters,
    series_of_rows,
)
from sozialraum.typology.max_p import max_p
from sozialraum.typology.region_search import azp
from sozialraum.typology.regions import METHODS, regions

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Regionalizer"]

_SEARCHES = ["azp", "max_p"]


class Regionalizer(Rows):
    """Regions of alike neighbours above their floors: see :func:`sozialraum.typology.regions`.

    Regions are of these rows and no others, so there is no ``predict``.

    Parameters
    ----------
    n_clusters : int
        Number of regions; at most so many with ``"max_p"``.
    connectivity : sparse matrix or array of rows x rows, optional
        Which rows are neighbours (not 0), in either direction. None: all of all, which makes types
        rather than regions and needs memory for every pair.
    method : str
        As in :func:`sozialraum.typology.regions`, or ``"azp"`` or ``"max_p"`` (as many regions as
        the floors allow).
    counts : array of rows x counts, or of rows, optional
        What is counted besides rows and weights.
    least, most : mapping, optional
        Floor and ceiling in every region: ``"weight"`` of the sum of ``sample_weight``, ``"areas"``
        of the number of rows, 0, 1, ... of the columns of ``counts``.

    Attributes
    ----------
    labels_, n_features_in_
        As in scikit-learn.
    n_regions_ : int
    inertia_, explained_ : float
    fitted_ : sozialraum.typology.Regions
    findings_ : list of Finding

    Examples
    --------
    >>> import numpy as np
    >>> chain = np.eye(4, k=1) + np.eye(4, k=-1)
    >>> Regionalizer(2, connectivity=chain).fit([[0.0], [1.0], [9.0], [9.5]]).labels_.tolist()
    [0, 0, 1, 1]
    """

    def __init__(
        self,
        n_clusters: int = 2,
        *,
        connectivity: Any = None,
        method: str = "ward",
        counts: Any = None,
        least: Mapping[Any, float] | None = None,
        most: Mapping[Any, float] | None = None,
    ) -> None:
        self.n_clusters = n_clusters
        self.connectivity = connectivity
        self.method = method
        self.counts = counts
        self.least = least
        self.most = most

    def fit(self, X: Any, y: Any = None, sample_weight: Any = None) -> Regionalizer:
        """Find the regions; ``sample_weight`` counts rows as often and must be positive."""
        X, weight = self._rows(X, sample_weight)
        method = require_choice(self.method, "method", [*METHODS, *_SEARCHES])
        frame = frame_of_rows(X, columns_of(X))
        graph = _links(self.connectivity, len(X))
        bounds: dict[str, Any] = {
            "counts": _counts(self.counts, weight, len(X)),
            "least": named_by_text(self.least),
            "most": named_by_text(self.most),
            "weights": series_of_rows(weight),
        }
        with unsaid():
            if method == "azp":
                found = azp(frame, int(self.n_clusters), graph, **bounds)
            elif method == "max_p":
                found = max_p(frame, graph, k=int(self.n_clusters), **bounds)
            else:
                found = regions(frame, int(self.n_clusters), graph, method=method, **bounds)
        self.fitted_ = found
        self.labels_ = numbers_of_letters(found.types, found.centres.index)
        self.n_regions_ = found.k
        self.inertia_, self.explained_ = found.inertia, found.explained
        self._tell(found.findings)
        return self


def _links(connectivity: Any, rows: int) -> pd.DataFrame:
    """A row of the table a link."""
    import pandas as pd
    from scipy import sparse

    if connectivity is None:
        one, other = np.triu_indices(rows, k=1)
    else:
        matrix = sparse.coo_array(connectivity)
        if matrix.shape != (rows, rows):
            raise ValueError(f"connectivity has the shape {matrix.shape}; {(rows, rows)} is needed")
        one, other = matrix.coords
        told = matrix.data != 0
        one, other = one[told], other[told]
    codes = np.asarray(codes_of_rows(rows), dtype=object)
    return pd.DataFrame({"from": codes[one], "to": codes[other]})


def _counts(counts: Any, weight: Any, rows: int) -> pd.DataFrame:
    """The columns that floors and ceilings speak of."""
    import pandas as pd
    from sklearn.utils import check_array

    table = pd.DataFrame(index=codes_of_rows(rows))
    table["weight"] = np.ones(rows) if weight is None else weight
    if counts is None:
        return table
    values = check_array(np.reshape(counts, (len(counts), -1)), dtype=np.float64)
    if len(values) != rows:
        raise ValueError(f"counts has {len(values)} rows, X {rows}")
    for column in range(values.shape[1]):
        table[str(column)] = values[:, column]
    return table
