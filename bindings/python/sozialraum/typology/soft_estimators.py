"""Types to which an area belongs more or less, as scikit-learn knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sozialraum.core.result import unsaid
from sozialraum.typology.estimator_base import (
    Membership,
    columns_of,
    errors_of_rows,
    frame_of_rows,
    numbers_of_letters,
    series_of_rows,
)
from sozialraum.typology.fuzzy_cmeans import fuzzy_cmeans
from sozialraum.typology.mixture import Family, mixture

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    Floats = npt.NDArray[np.float64]

__all__ = ["FuzzyCMeans", "Mixture"]


class Mixture(Membership):
    """Gaussian mixture with weights and known errors: see :func:`sozialraum.typology.mixture`.

    Parameters
    ----------
    n_components : int
        Number of types.
    family : {"diagonal", "spherical", "tied", "full"}
    n_init, random_state
        Starts, and the number that makes them the same again.

    Attributes
    ----------
    labels_, n_features_in_
        As in scikit-learn.
    weights_, means_, covariances_ : numpy.ndarray
        Shares, middles (types x columns) and covariances (types x columns x columns).
    log_likelihood_, bic_, icl_ : float
        Higher is better, unlike scikit-learn's ``bic()``.
    fitted_ : sozialraum.typology.Mixture
    findings_ : list of Finding

    Examples
    --------
    >>> rows = [[0.0], [0.4], [0.8], [6.0], [6.4], [6.8]]
    >>> Mixture(2).fit(rows).predict_proba([[0.3], [6.5]]).round(3).tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """

    def __init__(
        self,
        n_components: int = 2,
        *,
        family: Family = "diagonal",
        n_init: int = 20,
        random_state: int = 1,
    ) -> None:
        self.n_components = n_components
        self.family = family
        self.n_init = n_init
        self.random_state = random_state

    def fit(
        self, X: Any, y: Any = None, sample_weight: Any = None, standard_errors: Any = None
    ) -> Mixture:
        """Fit the clouds; ``standard_errors`` (rows x columns) are those of raw values."""
        X, weight = self._rows(X, sample_weight)
        frame = frame_of_rows(X, columns_of(X))
        with unsaid():
            found = mixture(
                frame,
                int(self.n_components),
                family=self.family,
                weights=series_of_rows(weight),
                standard_errors=errors_of_rows(frame, standard_errors),
                starts=int(self.n_init),
                seed=self._seed(),
            )
        self.fitted_ = found
        self.labels_ = numbers_of_letters(found.types, found.shares.index)
        self.weights_ = found.shares.to_numpy()
        self.means_ = found.means.to_numpy()
        self.covariances_ = np.stack(
            [found.covariances[name].to_numpy() for name in found.shares.index]
        )
        self.log_likelihood_, self.bic_, self.icl_ = found.log_likelihood, found.bic, found.icl
        self._names_out(found.k)
        self._tell(found.findings)
        return self

    def _shares(self, frame: pd.DataFrame) -> Floats:
        shares: Floats = self.fitted_.membership(frame).probability.to_numpy()
        return shares


class FuzzyCMeans(Membership):
    """Fuzzy c-means with weights: see :func:`sozialraum.typology.fuzzy_cmeans`.

    ``predict_proba`` gives degrees of likeness, which are no probabilities.

    Parameters
    ----------
    n_clusters : int
        Number of types.
    m : float
        Above 1: how fuzzy.
    n_init, random_state
        Starts, and the number that makes them the same again.

    Attributes
    ----------
    labels_, cluster_centers_, n_features_in_
        As in scikit-learn.
    objective_, partition_coefficient_ : float
    fitted_ : sozialraum.typology.FuzzyTypes
    findings_ : list of Finding

    Examples
    --------
    >>> FuzzyCMeans(2).fit([[-1.0], [0.0], [1.0]]).predict_proba([[0.0]]).round(3).tolist()
    [[0.5, 0.5]]
    """

    def __init__(
        self, n_clusters: int = 2, *, m: float = 2.0, n_init: int = 20, random_state: int = 1
    ) -> None:
        self.n_clusters = n_clusters
        self.m = m
        self.n_init = n_init
        self.random_state = random_state

    def fit(self, X: Any, y: Any = None, sample_weight: Any = None) -> FuzzyCMeans:
        """Find the centres; ``sample_weight`` counts rows as often."""
        X, weight = self._rows(X, sample_weight)
        with unsaid():
            found = fuzzy_cmeans(
                frame_of_rows(X, columns_of(X)),
                int(self.n_clusters),
                m=self.m,
                weights=series_of_rows(weight),
                starts=int(self.n_init),
                seed=self._seed(),
            )
        self.fitted_ = found
        self.labels_ = numbers_of_letters(found.types, found.centres.index)
        self.cluster_centers_ = found.centres.to_numpy()
        self.objective_ = found.objective
        self.partition_coefficient_ = found.partition_coefficient
        self._names_out(found.k)
        self._tell(found.findings)
        return self

    def _shares(self, frame: pd.DataFrame) -> Floats:
        shares: Floats = self.fitted_.degree_of(frame).to_numpy()
        return shares
