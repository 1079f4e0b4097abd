"""Types as scikit-learn knows them: fit, predict, and places in a Pipeline.

Needs scikit-learn; also ``from sozialraum import KMeans``. Rows are areas in their order; who has
area codes and people's names takes the functions of :mod:`sozialraum.typology`, which these call.
What was noticed stands in ``findings_`` and is warned of. Labels are numbers by the rule of the
letters: 0 is the type with most people, then 1 and so on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.base import ClassNamePrefixFeaturesOutMixin, TransformerMixin
from sklearn.metrics import euclidean_distances
from sklearn.utils.validation import check_is_fitted, validate_data

from sozialraum._core import typology as _core
from sozialraum.typology.estimator_base import Rows, codes_of_rows
from sozialraum.typology.regionalizer import Regionalizer
from sozialraum.typology.soft_estimators import FuzzyCMeans, Mixture
from sozialraum.typology.typology_estimator import Typology

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

__all__ = ["FuzzyCMeans", "KMeans", "KMedoids", "Mixture", "Regionalizer", "Typology", "Ward"]


class _Types(ClassNamePrefixFeaturesOutMixin, TransformerMixin, Rows):  # type: ignore[misc]
    """Types with centres: ``transform`` gives the distances to them."""

    cluster_centers_: Floats

    def _points(self, X: Floats, weight: Floats | None) -> Any:
        # A column that is the same in every row adds nothing to any distance.
        counted = X if weight is None else X[weight > 0]
        varies = np.ptp(counted, axis=0) > 0 if len(counted) > 1 else np.zeros(X.shape[1], bool)
        self._varying = np.flatnonzero(varies) if varies.any() else np.arange(X.shape[1])
        chosen = np.ascontiguousarray(X[:, self._varying])
        return _core.Points(
            codes_of_rows(len(X)),
            chosen,
            [str(column) for column in range(chosen.shape[1])],
            weight,
        )

    def _keep(self, result: dict[str, Any], X: Floats) -> None:
        self.labels_ = result["types"].astype(np.int64)
        self.cluster_centers_ = np.repeat(X[:1], len(result["centres"]), axis=0)
        self.cluster_centers_[:, self._varying] = result["centres"]
        del self._varying
        self.inertia_ = float(result["inertia"])
        self._n_features_out = len(self.cluster_centers_)
        self._tell(result["findings"])

    def transform(self, X: Any) -> Floats:
        """Distance of each row to the centre of each type."""
        check_is_fitted(self)
        X = validate_data(self, X, dtype=np.float64, order="C", reset=False)
        distances: Floats = euclidean_distances(X, self.cluster_centers_)
        return distances

    def predict(self, X: Any) -> npt.NDArray[np.int64]:
        """The type of the nearest centre for each row."""
        nearest: npt.NDArray[np.int64] = np.argmin(self.transform(X), axis=1).astype(np.int64)
        return nearest


class KMeans(_Types):
    """k-means with weights: see :func:`sozialraum.typology.kmeans`.

    Parameters
    ----------
    n_clusters : int
        Number of types.
    n_init : int
        Random starts.
    random_state : int
        The same number gives the same types.

    Attributes
    ----------
    labels_, cluster_centers_, inertia_, n_features_in_
        As in scikit-learn.
    share_of_best_ : float
        Share of the starts that reached the best inertia.

    Examples
    --------
    >>> KMeans(n_clusters=2).fit([[0.0], [0.1], [5.0], [5.1], [5.2]]).labels_.tolist()
    [1, 1, 0, 0, 0]
    """

    def __init__(self, n_clusters: int = 8, *, n_init: int = 100, random_state: int = 1) -> None:
        self.n_clusters = n_clusters
        self.n_init = n_init
        self.random_state = random_state

    def fit(self, X: Any, y: Any = None, sample_weight: Any = None) -> KMeans:
        """Find the types; ``sample_weight`` counts rows as often."""
        X, weight = self._rows(X, sample_weight)
        points = self._points(X, weight)
        result = _core.kmeans(points, int(self.n_clusters), int(self.n_init), self._seed(), 0, None)
        self._keep(result, X)
        self.share_of_best_ = float(result["share_of_best"])
        return self


class KMedoids(_Types):
    """k-medoids with weights: see :func:`sozialraum.typology.kmedoids`.

    Parameters
    ----------
    n_clusters, n_init, random_state
        As in :class:`KMeans`.

    Attributes
    ----------
    labels_, cluster_centers_, n_features_in_
        As in scikit-learn; the centres are rows of the data.
    medoid_indices_ : numpy.ndarray
        Their rows.
    cost_ : float
        Sum of weight times distance to the own example.

    Examples
    --------
    >>> KMedoids(n_clusters=2).fit([[0.0], [1.0], [3.0], [10.0], [11.0]]).medoid_indices_.tolist()
    [1, 3]
    """

    def __init__(self, n_clusters: int = 8, *, n_init: int = 10, random_state: int = 1) -> None:
        self.n_clusters = n_clusters
        self.n_init = n_init
        self.random_state = random_state

    def fit(self, X: Any, y: Any = None, sample_weight: Any = None) -> KMedoids:
        """Find examples and types; ``sample_weight`` counts rows as often."""
        X, weight = self._rows(X, sample_weight)
        points = self._points(X, weight)
        result = _core.kmedoids(
            points, int(self.n_clusters), int(self.n_init), self._seed(), 0, None
        )
        self.labels_ = result["types"].astype(np.int64)
        self.medoid_indices_ = result["medoids"].astype(np.int64)
        self.cluster_centers_ = X[self.medoid_indices_]
        del self._varying
        self.cost_ = float(result["cost"])
        self._n_features_out = len(self.cluster_centers_)
        self._tell(result["findings"])
        return self


class Ward(_Types):
    """Ward's method with weights: see :func:`sozialraum.typology.ward`.

    ``predict`` gives new rows the type of the nearest centre, which is Ward's tree no more.

    Parameters
    ----------
    n_clusters : int
        Number of types.

    Attributes
    ----------
    labels_, cluster_centers_, inertia_, n_features_in_
        As in scikit-learn.
    heights_ : numpy.ndarray
        Of the merges, as scipy's ``ward``.

    Examples
    --------
    >>> Ward(n_clusters=2).fit([[0.0], [1.0], [5.0]]).labels_.tolist()
    [0, 0, 1]
    """

    def __init__(self, n_clusters: int = 2) -> None:
        self.n_clusters = n_clusters

    def fit(self, X: Any, y: Any = None, sample_weight: Any = None) -> Ward:
        """Grow the tree and cut it; a row of weight 0 gets the type of the nearest centre."""
        X, weight = self._rows(X, sample_weight)
        counted = np.ones(len(X), bool) if weight is None else weight > 0
        points = self._points(X[counted], None if weight is None else weight[counted])
        tree = _core.ward(points, None)
        types = int(self.n_clusters)
        numbered = _core.number_types(points, tree.cut(types), types)
        self._keep(_core.describe_partition(points, numbered, types), X[counted])
        labels = np.argmin(euclidean_distances(X, self.cluster_centers_), axis=1).astype(np.int64)
        labels[counted] = self.labels_
        self.labels_ = labels
        self.heights_ = tree.linkage()[:, 2].copy()
        return self
