"""The whole chain as scikit-learn knows it: scale, find types, freeze them, type later years."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from sozialraum.core.door import require_choice
from sozialraum.core.result import unsaid
from sozialraum.typology.estimator_base import (
    Membership,
    errors_of_rows,
    frame_of_rows,
    named_by_text,
    numbers_of_letters,
    series_of_rows,
)
from sozialraum.typology.kmeans import kmeans
from sozialraum.typology.mixture import mixture
from sozialraum.typology.model import freeze
from sozialraum.typology.typed_numbers import Bend, typed

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    Floats = npt.NDArray[np.float64]

__all__ = ["Typology"]


class Typology(Membership):
    """Raw indicators in, types that stay out.

    ``fit`` bends, standardises and weights the columns (:func:`sozialraum.typology.typed`), finds
    types and freezes them (:func:`sozialraum.typology.freeze`). ``predict`` types later years with
    the kept scale and the kept types; ``predict_proba`` says how probable each is under the frozen
    model. Hysteresis, missing values and what is outside of the model: ``frozen_.assign``.

    Parameters
    ----------
    n_types : int
    method : {"kmeans", "mixture"}
    bends : mapping, optional
        Column -> "none", "log", "sqrt" or "asinh"; columns by name, or by number if X has no names.
    weights : mapping, optional
        Column -> weight in squared distances.
    n_init, random_state
        Starts, and the number that makes them the same again.

    Attributes
    ----------
    labels_ : numpy.ndarray
        Of the types found; ``predict`` may differ where clouds overlap.
    certainty_ : numpy.ndarray
        Probability of the own type under the frozen model.
    types_ : sozialraum.typology.Clustering or Mixture
    frozen_ : sozialraum.typology.FrozenTypes
        What ``save`` writes.
    findings_ : list of Finding

    Examples
    --------
    >>> rows = [[1.0, 10.0], [2.0, 11.0], [9.0, 30.0], [8.0, 31.0], [9.0, 32.0]]
    >>> chain = Typology(2).fit(rows)
    >>> chain.labels_.tolist(), chain.predict([[1.5, 12.0]]).tolist()
    ([1, 1, 0, 0, 0], [1])
    """

    def __init__(
        self,
        n_types: int = 4,
        *,
        method: Literal["kmeans", "mixture"] = "kmeans",
        bends: Mapping[Any, Bend] | None = None,
        weights: Mapping[Any, float] | None = None,
        n_init: int = 50,
        random_state: int = 1,
    ) -> None:
        self.n_types = n_types
        self.method = method
        self.bends = bends
        self.weights = weights
        self.n_init = n_init
        self.random_state = random_state

    def fit(
        self, X: Any, y: Any = None, sample_weight: Any = None, standard_errors: Any = None
    ) -> Typology:
        """Find and freeze the types.

        ``sample_weight`` (people) shapes the types; the scale is that of the areas, each counting
        once. ``standard_errors`` (rows x columns, of the raw columns, none of them bent) belongs to
        ``"mixture"``.
        """
        X, weight = self._rows(X, sample_weight, least=2)
        frame = frame_of_rows(X, self._columns())
        kept: dict[str, Any] = {
            "bends": named_by_text(self.bends),
            "weights": named_by_text(self.weights),
        }
        with unsaid():
            numbers = typed(frame, **kept)
            self.types_ = self._find(numbers, frame, weight, standard_errors)
            self.frozen_ = freeze(self.types_, frame, **kept)
        self.labels_ = numbers_of_letters(self.types_.types, self.frozen_.shares.index)
        self._names_out(len(self.frozen_.shares))
        self.certainty_ = self._shares(frame)[np.arange(len(X)), self.labels_]
        self._tell(self.types_.findings)
        return self

    def _find(self, numbers: Any, frame: Any, weight: Any, standard_errors: Any) -> Any:
        """The types by the method asked for."""
        shared: dict[str, Any] = {
            "weights": series_of_rows(weight),
            "starts": int(self.n_init),
            "seed": self._seed(),
        }
        method = require_choice(self.method, "method", ["kmeans", "mixture"])
        if method == "kmeans":
            if standard_errors is not None:
                raise ValueError("standard_errors belong to method='mixture'")
            return kmeans(numbers, int(self.n_types), **shared)
        errors = errors_of_rows(frame, standard_errors)
        if errors is not None:
            errors = errors * _stretch(numbers, frame, named_by_text(self.bends))
        return mixture(numbers, int(self.n_types), standard_errors=errors, **shared)

    def _columns(self) -> list[str]:
        named = getattr(self, "feature_names_in_", None)
        if named is not None:
            return [str(name) for name in named]
        return [str(column) for column in range(self.n_features_in_)]

    def predict_proba(self, X: Any) -> Floats:
        """Probability of each type under the frozen model; rows sum to 1."""
        from sklearn.utils.validation import check_is_fitted, validate_data

        check_is_fitted(self)
        X = validate_data(self, X, dtype=np.float64, order="C", reset=False)
        return self._shares(frame_of_rows(X, self._columns()))

    def _shares(self, frame: pd.DataFrame) -> Floats:
        with unsaid():
            found = self.frozen_.assign(frame)
        shares: Floats = found.membership.probability.to_numpy()
        return shares


def _stretch(numbers: pd.DataFrame, frame: pd.DataFrame, bends: dict[str, Bend] | None) -> Floats:
    """By what a raw error is multiplied: scales are straight lines where nothing is bent."""
    bent = [name for name, bend in (bends or {}).items() if bend != "none"]
    if bent:
        raise ValueError(f"standard_errors of bent columns ({', '.join(bent)}) are not known")
    factor: Floats = numbers.std().to_numpy() / frame.std().to_numpy()
    return factor
