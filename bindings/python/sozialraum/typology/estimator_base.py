"""What the estimators share: rows in, areas with codes on, labels and findings out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.base import (
    BaseEstimator,
    ClassNamePrefixFeaturesOutMixin,
    ClusterMixin,
    TransformerMixin,
)
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data

from sozialraum.core.result import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import numpy.typing as npt
    import pandas as pd

    from sozialraum.core import Finding

    Floats = npt.NDArray[np.float64]


class Rows(ClusterMixin, BaseEstimator):  # type: ignore[misc]
    """Rows of numbers become areas whose codes are their places."""

    findings_: list[Finding]

    def _rows(self, X: Any, sample_weight: Any, *, least: int = 1) -> tuple[Floats, Floats | None]:
        X = validate_data(self, X, dtype=np.float64, order="C", ensure_min_samples=least)
        if sample_weight is None:
            return X, None
        return X, _check_sample_weight(sample_weight, X, dtype=np.float64)

    def _tell(self, findings: Iterable[Finding]) -> None:
        """Kept as ``findings_``; warnings among them are warned of."""
        self.findings_ = list(findings)
        say(self.findings_)

    def _seed(self) -> int:
        given = getattr(self, "random_state", None)
        return 1 if given is None else int(given)


class Membership(ClassNamePrefixFeaturesOutMixin, TransformerMixin, Rows):  # type: ignore[misc]
    """Types to which a row belongs more or less: ``transform`` gives how much."""

    def _names_out(self, types: int) -> None:
        self._n_features_out = types

    def predict_proba(self, X: Any) -> Floats:
        """How much each row belongs to each type; rows sum to 1."""
        check_is_fitted(self)
        X = validate_data(self, X, dtype=np.float64, order="C", reset=False)
        return self._shares(frame_of_rows(X, columns_of(X)))

    def _shares(self, frame: pd.DataFrame) -> Floats:
        raise NotImplementedError

    def transform(self, X: Any) -> Floats:
        """As ``predict_proba``."""
        return self.predict_proba(X)

    def predict(self, X: Any) -> npt.NDArray[np.int64]:
        """The type to which each row belongs most."""
        most: npt.NDArray[np.int64] = np.argmax(self.predict_proba(X), axis=1).astype(np.int64)
        return most


def codes_of_rows(rows: int) -> list[str]:
    """Texts that sort as the rows stand."""
    width = len(str(rows))
    return [f"{row:0{width}}" for row in range(rows)]


def columns_of(X: Floats) -> list[str]:
    return [f"x{column}" for column in range(X.shape[1])]


def frame_of_rows(X: Floats, columns: list[str]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(X, index=codes_of_rows(len(X)), columns=columns)


def series_of_rows(values: Floats | None) -> pd.Series | None:
    import pandas as pd

    return None if values is None else pd.Series(values, index=codes_of_rows(len(values)))


def errors_of_rows(frame: pd.DataFrame, standard_errors: Any) -> pd.DataFrame | None:
    """Rows x columns of numbers become a table of the same areas."""
    import pandas as pd
    from sklearn.utils import check_array

    if standard_errors is None:
        return None
    values = check_array(standard_errors, dtype=np.float64)
    if values.shape != frame.shape:
        raise ValueError(f"standard_errors has the shape {values.shape}, X {frame.shape}")
    return pd.DataFrame(values, index=frame.index, columns=frame.columns)


def named_by_text(entries: Mapping[Any, Any] | None) -> dict[str, Any] | None:
    """Options by column or count, whose names are texts here."""
    return None if entries is None else {str(name): entry for name, entry in dict(entries).items()}


def numbers_of_letters(types: pd.Series, names: Iterable[Any]) -> npt.NDArray[np.int64]:
    """0 for A, 1 for B, ..."""
    number = {name: i for i, name in enumerate(names)}
    return np.asarray([number[name] for name in types], dtype=np.int64)
