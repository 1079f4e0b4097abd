"""How sure is each type, asked in three named questions?"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sozialraum._core import typology as _core
from sozialraum.core.door import (
    frame_of,
    require_count,
    require_flag,
    require_number,
    require_progress,
    table_of,
)
from sozialraum.core.points import PlaceNames
from sozialraum.core.result import Result
from sozialraum.typology.clustering import columns_of, numbers_of
from sozialraum.typology.points import points_of, weights_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from sozialraum.core import Finding
    from sozialraum.typology.clustering import Clustering

    Progress = Callable[[int, int], object]


@dataclass(frozen=True, repr=False)
class Stability(Result):
    """Would an area be of the same type if numbers, search or choices had been otherwise?

    Attributes
    ----------
    areas : pandas.DataFrame
        Per area: ``assignment`` (types fixed, numbers drawn anew within their errors: the only
        figure that is a probability), ``refit`` (types found anew from drawn numbers), ``search``
        (the same without noise: what is lacking to 1 is unrest of the search), ``choices`` (other
        weights of indicators and areas, a type less or more), ``together`` (share of the type's
        other people found with it under the choices, whatever the types are called), ``certainty``
        (the least of assignment, refit, choices and what the people carry), ``strictest`` (which).
    types : pandas.DataFrame
        Per type: ``recurrence`` (mean Jaccard similarity under refit), ``reading`` after Hennig
        (dissolved below 0.6, pattern up to 0.75, stable up to 0.85, highly_stable), the same
        without noise in ``search_recurrence``, and ``lost``: share of refits in which at most half
        of it is found.
    findings : list of Finding
        ``certainty_limited``, ``types_do_not_recur``, ``search_restless``.
    """

    areas: pd.DataFrame
    types: pd.DataFrame
    draws: int
    starts: int
    findings: list[Finding] = field(default_factory=list)

    @property
    def means(self) -> pd.Series:
        """Mean of every figure over the areas."""
        return self.areas.drop(columns="strictest").mean()


def stability(
    frame: pd.DataFrame,
    clustering: Clustering,
    standard_errors: pd.DataFrame,
    *,
    people: pd.Series | None = None,
    weights: pd.Series | None = None,
    draws: int = 200,
    starts: int = 3,
    weight_shape: float = 4.0,
    bootstrap: bool = True,
    other_counts: bool = True,
    seed: int = 1,
    threads: int = 0,
    progress: Progress | None = None,
) -> Stability:
    """Ask of the types of k-means what they could break on: numbers, search, choices.

    Only *assignment* is a probability; *refit* and *choices* are shares of repetitions, called
    stability. What is said of an area in words should come from the strictest of them.

    Parameters
    ----------
    frame, clustering, standard_errors, people, weights
        As in :func:`certainty`.
    draws : int
        Of every question.
    starts : int
        Fresh starts of each refit; the given types are never the start, it would feign stability.
    weight_shape : float
        Shape of the indicators' gamma weights among the choices; ``math.inf`` = all weigh 1.
    bootstrap : bool
        May areas count more or less among the choices (Bayesian bootstrap)?
    other_counts : bool
        A type less and one more among the choices?
    seed, threads, progress
        As in :func:`kmeans`.

    Examples
    --------
    >>> import pandas as pd
    >>> from sozialraum.typology import kmeans
    >>> frame = pd.DataFrame({"z": [0.0, 0.4, 0.8, 6.0, 6.4, 6.8]}, index=list("abcdef"))
    >>> sure = stability(frame, kmeans(frame, 2), frame * 0 + 0.1, draws=20, other_counts=False)
    >>> sure.areas.certainty.tolist(), sure.types.reading.tolist()
    ([1.0, 1.0, 1.0, 1.0, 1.0, 1.0], ['highly_stable', 'highly_stable'])
    """
    import pandas as pd

    frame = columns_of(frame_of(frame, "frame"), clustering)
    given = table_of(standard_errors, "standard_errors", infinite=True)
    errors = pd.DataFrame(given.values, index=given.index).set_axis(given.columns, axis=1)
    errors = errors.reindex(index=frame.index, columns=frame.columns)
    require_progress(progress)
    numbers, names = numbers_of(frame, clustering)
    found = _core.stability(
        points_of(frame, weights),
        numbers,
        clustering.centres.to_numpy(dtype=float),
        errors.to_numpy(dtype=float),
        weights_of(PlaceNames(frame.index, "frame"), people, "people"),
        require_count(draws, "draws", least=1),
        require_count(starts, "starts", least=1),
        require_number(weight_shape, "weight_shape"),
        require_flag(bootstrap, "bootstrap"),
        require_flag(other_counts, "other_counts"),
        require_count(seed, "seed", most=2**63 - 1),
        require_count(threads, "threads"),
        progress,
    )
    of_areas = ["assignment", "refit", "search", "choices", "together", "certainty", "strictest"]
    of_types = ["recurrence", "reading", "search_recurrence", "lost"]
    return Stability(
        areas=pd.DataFrame({name: found[name] for name in of_areas}, index=frame.index),
        types=pd.DataFrame(
            {name: found[name] for name in of_types}, index=pd.Index(names, name="type")
        ),
        draws=draws,
        starts=starts,
        findings=[_with_names(finding, names) for finding in found["findings"]],
    )


def _with_names(finding: Finding, names: list[str]) -> Finding:
    """Types by their names instead of their numbers."""
    if "types" not in finding.details:
        return finding
    types = ", ".join(str(names[int(number)]) for number in finding.details["types"].split(", "))
    message = finding.message.replace(
        f"types of number {finding.details['types']}", f"the types {types}"
    )
    return replace(finding, message=message, details={**finding.details, "types": types})
