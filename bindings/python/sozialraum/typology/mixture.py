"""Which clouds of areas are the likeliest, the errors of small counts known?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from sozialraum._core import typology as _core
from sozialraum.core import unknown_name
from sozialraum.core.door import (
    frame_of,
    require_choice,
    require_count,
    require_number,
    require_progress,
    table_of,
)
from sozialraum.core.finding import arguments_called, invalid_argument, shown
from sozialraum.core.result import Result
from sozialraum.typology.clustering import Clustering
from sozialraum.typology.letters import letter
from sozialraum.typology.points import points_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt
    import pandas as pd

    from sozialraum.core import Finding

    Progress = Callable[[int, int], object]
    Floats = npt.NDArray[np.float64]

Family = Literal["spherical", "diagonal", "tied", "full"]
_FAMILIES = ["spherical", "diagonal", "tied", "full"]


@dataclass(frozen=True, repr=False)
class MixtureMembership(Result):
    """To which type of a mixture does each area belong, and with which probability?

    Attributes
    ----------
    types, second : pandas.Series of str
        Letters of the most and the second most probable type.
    probability : pandas.DataFrame
        Areas x types.
    certainty : pandas.Series
        Probability of the most probable type.
    distance2 : pandas.Series
        Squared Mahalanobis distance to it, own error included: chi-squared with ``known`` degrees
        of freedom if the area is one of these.
    known : pandas.Series of int
        Indicators with a value.
    findings : list of Finding
    """

    types: pd.Series
    second: pd.Series
    probability: pd.DataFrame
    certainty: pd.Series
    distance2: pd.Series
    known: pd.Series
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, repr=False)
class Mixture(Result):
    """Types as clouds: their shares, middles and widths, and the areas' memberships.

    Attributes
    ----------
    family : str
        The family that was fitted; simpler than asked for if there are few areas.
    types, second, probability, certainty : as in :class:`MixtureMembership`
    shares : pandas.Series
        Share of the areas (of their weights) that belongs to each type.
    means : pandas.DataFrame
        Types x indicators.
    covariances : dict of str to pandas.DataFrame
        Letter -> indicators x indicators, of the true values, without the errors.
    log_likelihood, bic, icl : float
        ``bic`` is 2 log-likelihood - parameters log(areas), ``icl`` takes off what is undecided;
        higher is better.
    share_of_best : float
        Share of the starts that came within 0.01 of the best log-likelihood.
    passes : int
    converged : bool
    findings : list of Finding
        ``family_reduced``, ``best_reached_once``, ``passes_used_up``, ``degenerate_type``,
        ``errors_exceed_spread``, ``zero_errors``.
    """

    family: str
    types: pd.Series
    second: pd.Series
    probability: pd.DataFrame
    certainty: pd.Series
    shares: pd.Series
    means: pd.DataFrame
    covariances: dict[str, pd.DataFrame]
    log_likelihood: float
    bic: float
    icl: float
    parameters: int
    share_of_best: float
    passes: int
    converged: bool
    findings: list[Finding] = field(default_factory=list)

    @property
    def k(self) -> int:
        """Number of types."""
        return len(self.shares)

    def as_clustering(self) -> Clustering:
        """The most probable type of every area, with the means of the types as centres."""
        import math

        sizes = self.types.value_counts().reindex(self.shares.index, fill_value=0)
        return Clustering(
            types=self.types,
            centres=self.means,
            sizes=sizes.astype(np.int64).rename("sizes"),
            weights=sizes.astype(float).rename("weights"),
            inertia=math.nan,
            share_of_best=self.share_of_best,
            rule="by falling share of the type",
        )

    def membership(
        self,
        frame: pd.DataFrame,
        *,
        standard_errors: pd.DataFrame | None = None,
        error_covariances: npt.ArrayLike | None = None,
    ) -> MixtureMembership:
        """Areas old or new by these types; a missing value is left out of the question.

        Parameters
        ----------
        frame : pandas.DataFrame
            Areas x the indicators of the types, in their units; NaN where nothing is known.
        standard_errors, error_covariances
            As in :func:`mixture`, of these areas.
        """
        frame = frame_of(frame, "frame")
        for column in self.means.columns:
            if column not in frame.columns:
                raise unknown_name("indicator", str(column), [str(c) for c in frame.columns])
        frame = frame[list(self.means.columns)]
        variances, covariances = _errors(frame, standard_errors, error_covariances)
        result = _core.mixture_membership(
            points_of(frame, None),
            self.family,
            self.shares.to_numpy(dtype=float),
            self.means.to_numpy(dtype=float),
            np.stack([self.covariances[name].to_numpy(dtype=float) for name in self.shares.index]),
            variances,
            covariances,
        )
        return membership_of(frame, result, [str(name) for name in self.shares.index])


@arguments_called({"values": "frame", "errors": "standard_errors"})
def mixture(
    frame: pd.DataFrame,
    k: int,
    *,
    standard_errors: pd.DataFrame | None = None,
    error_covariances: npt.ArrayLike | None = None,
    family: Family = "diagonal",
    weights: pd.Series | None = None,
    starts: int = 20,
    passes: int = 2000,
    tolerance: float = 1e-7,
    least_spread: float = 1e-6,
    seed: int = 1,
    threads: int = 0,
    progress: Progress | None = None,
) -> Mixture:
    """Fit ``k`` clouds to the areas, and tell the probability of each area's type.

    Every area is taken for a draw from one of ``k`` normal distributions, seen through its own
    known error. The types describe the *true* values: a hamlet whose rate may be anything moves no
    type and is told as undecided, not as odd. With errors this is extreme deconvolution (Bovy,
    Hogg, Roweis 2011), without them a Gaussian mixture.

    Parameters
    ----------
    frame : pandas.DataFrame
        Areas x indicators. *Raw* rates (transformed and standardised as you like), never adjusted
        ones: their noise would be taken out twice.
    k : int
        Number of types.
    standard_errors : pandas.DataFrame, optional
        Same areas and indicators, in the units of ``frame``; 0 where a value is known exactly. From
        the *fitted* rate r: sqrt(r (1 - r) / n), with r of ``smallarea.empirical_bayes`` or of the
        region. Not from the area's own rate: 0 of 5 would be known exactly (``zero_errors``).
    error_covariances : array of areas x indicators x indicators, optional
        Instead, where errors of indicators go together; in the order of the rows.
    family : {"spherical", "diagonal", "tied", "full"}
        Below 30 areas "tied" and "full" become "diagonal" (``family_reduced``).
    weights : pandas.Series, optional
        People per area; act as replicated rows, scaled to the mean 1.
    starts : int
        From partitions by k-means, each with its own k-means++ start.
    passes, tolerance
        A start ends when a pass wins less than ``tolerance`` of log-likelihood an area.
    least_spread : float
        Share of each indicator's variance that is added to that of every type.
    seed, threads, progress
        As in :func:`kmeans`.

    Returns
    -------
    Mixture

    Raises
    ------
    InvalidInput
        As :func:`kmeans`; ``bad_standard_error`` naming the areas.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"z": [0.0, 0.4, 0.8, 6.0, 6.4, 6.8]}, index=list("abcdef"))
    >>> errors = pd.DataFrame({"z": [0.2, 0.2, 0.2, 0.2, 0.2, 4.0]}, index=list("abcdef"))
    >>> found = mixture(frame, 2, standard_errors=errors)
    >>> "".join(found.types), found.certainty.round(2).tolist()
    ('AAABBB', [1.0, 1.0, 1.0, 1.0, 1.0, 0.75])
    """
    import pandas as pd

    require_progress(progress)
    frame = frame_of(frame, "frame")
    variances, covariances = _errors(frame, standard_errors, error_covariances)
    require_choice(family, "family", _FAMILIES)
    result = _core.mixture(
        points_of(frame, weights),
        require_count(k, "k", least=1),
        family,
        variances,
        covariances,
        require_count(starts, "starts", least=1),
        require_count(passes, "passes", least=1),
        require_number(tolerance, "tolerance", least=0.0),
        require_number(least_spread, "least_spread", least=0.0),
        require_count(seed, "seed", most=2**63 - 1),
        require_count(threads, "threads"),
        progress,
    )
    names = [letter(i) for i in range(len(result["shares"]))]
    found = membership_of(frame, result["membership"], names)
    index = pd.Index(names, name="type")
    size = len(frame.columns)
    matrices = result["covariances"].reshape(len(names), size, size)
    return Mixture(
        family=result["family"],
        types=found.types,
        second=found.second,
        probability=found.probability,
        certainty=found.certainty,
        shares=pd.Series(result["shares"], index=index, name="share"),
        means=pd.DataFrame(result["means"], index=index, columns=frame.columns),
        covariances={
            name: pd.DataFrame(matrix, index=frame.columns, columns=frame.columns)
            for name, matrix in zip(names, matrices, strict=True)
        },
        log_likelihood=result["log_likelihood"],
        bic=result["bic"],
        icl=result["icl"],
        parameters=result["parameters"],
        share_of_best=result["share_of_best"],
        passes=result["passes"],
        converged=result["converged"],
        findings=result["findings"],
    )


def membership_of(
    frame: pd.DataFrame, result: dict[str, Any], names: list[str]
) -> MixtureMembership:
    import pandas as pd

    def per_area(values: Any, name: str) -> pd.Series:
        return pd.Series(values, index=frame.index, name=name)

    probability = result["probability"]
    return MixtureMembership(
        types=per_area([names[i] for i in result["types"]], "type"),
        second=per_area([names[i] for i in result["second"]], "second"),
        probability=pd.DataFrame(probability, index=frame.index, columns=names),
        certainty=per_area(probability.max(axis=1), "certainty"),
        distance2=per_area(result["distance2"], "distance2"),
        known=per_area(result["known"].astype(np.int64), "known"),
    )


def _errors(
    frame: pd.DataFrame, standard_errors: object, error_covariances: object
) -> tuple[Floats | None, Floats | None]:
    """Variances or covariances in the order of the frame's rows and columns."""
    if standard_errors is not None and error_covariances is not None:
        raise invalid_argument(
            "error_covariances", "stand beside standard_errors; give one of both"
        )
    if standard_errors is not None:
        import pandas as pd

        given = table_of(standard_errors, "standard_errors", infinite=True)
        errors = pd.DataFrame(given.values, index=given.index).set_axis(given.columns, axis=1)
        errors = errors.reindex(index=frame.index, columns=frame.columns)
        values = np.ascontiguousarray(errors.to_numpy(dtype=float))
        return np.where(values < 0.0, np.nan, values**2), None
    if error_covariances is None:
        return None, None
    size = len(frame.columns)
    wanted = (len(frame), size, size)
    try:
        values = np.ascontiguousarray(np.asarray(error_covariances, dtype=float))
    except (TypeError, ValueError):
        raise invalid_argument(
            "error_covariances", f"is {shown(error_covariances)}; an array of numbers is needed"
        ) from None
    if values.shape != wanted:
        raise invalid_argument(
            "error_covariances",
            f"has the shape {values.shape}; {wanted} (areas, indicators, indicators) is needed",
            code="length_mismatch",
        )
    return None, values
