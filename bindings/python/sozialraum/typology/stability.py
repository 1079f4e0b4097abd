"""How sure is each type, asked in three named questions?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from sozialraum._core import typology as _core
from sozialraum.core.door import (
    frame_of,
    require_count,
    require_flag,
    require_list,
    require_number,
    require_progress,
    table_of,
)
from sozialraum.core.finding import arguments_called
from sozialraum.core.points import PlaceNames
from sozialraum.core.result import Result
from sozialraum.typology.clustering import Clustering, columns_of, numbers_of
from sozialraum.typology.drawn import drawn_array
from sozialraum.typology.mixture import Mixture
from sozialraum.typology.points import points_of, weights_of
from sozialraum.typology.recipe import Recipe, refit_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt
    import pandas as pd

    from sozialraum.core import Finding

    Progress = Callable[[int, int], object]


@dataclass(frozen=True, repr=False)
class Stability(Result):
    """Would an area be of the same type if numbers, search or choices had been otherwise?

    Attributes
    ----------
    areas : pandas.DataFrame
        Per area: ``assignment`` (types fixed, numbers drawn anew within their errors: of a mixture
        a probability, else a share of draws, see :func:`membership`; NaN where the types are not
        those of the nearest centre), ``refit`` (types found anew from drawn numbers), ``search``
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
        ``certainty_limited``, ``types_do_not_recur``, ``search_restless``, ``refit_impossible``.
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


@arguments_called({"values": "frame", "types": "clustering"})
def stability(
    frame: pd.DataFrame,
    clustering: Clustering | Mixture,
    standard_errors: pd.DataFrame | None = None,
    *,
    drawn: npt.ArrayLike | None = None,
    around: pd.DataFrame | None = None,
    recipe: Recipe | None = None,
    error_spread: pd.DataFrame | None = None,
    otherwise: Sequence[pd.DataFrame] = (),
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
    """Ask of types what they could break on: numbers, search, choices.

    Only the *assignment* of a mixture is a probability; all else are shares of repetitions, called
    stability. What is said of an area in words should come from the strictest of them.

    Parameters
    ----------
    frame, clustering, standard_errors, people, weights
        As in :func:`certainty`. A :class:`Mixture` knows the probability of its types: that is its
        *assignment*.
    drawn : array of draws x areas x indicators, optional
        Joint draws instead of errors of single values (:func:`typed_draws`); as many ``draws`` are
        made as it has.
    around : pandas.DataFrame, optional
        What drawn values lie around, if not around ``frame``: for raw values the estimates of the
        truth, or their noise would be in them twice.
    recipe : Recipe, optional
        How the types were made, if not by plain k-means.
    error_spread : pandas.DataFrame, optional
        Standard errors that a mixture was made with.
    otherwise : sequence of pandas.DataFrame
        ``frame`` under other transformations: in a draw of the choices, every indicator comes from
        one of them or from ``frame``.
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

    known, assignment = plain_clustering(clustering)
    frame = columns_of(frame_of(frame, "frame"), known)
    require_progress(progress)
    numbers, names = numbers_of(frame, known)
    place = PlaceNames(frame.index, "frame")
    ready = drawn_array(drawn, len(frame), len(frame.columns))
    spread = like_frame(error_spread, frame, "error_spread")
    starts = require_count(starts, "starts", least=1)
    number = require_count(draws, "draws", least=1) if ready is None else len(ready)
    points, centres = points_of(frame, weights), known.centres.to_numpy(dtype=float)
    errors = like_frame(standard_errors, frame, "standard_errors", needed=ready is None)
    tables = [
        table
        for one in require_list(otherwise, "otherwise")
        if (table := like_frame(one, frame, "otherwise", needed=True)) is not None
    ]
    seed = require_count(seed, "seed", most=2**63 - 1)
    threads = require_count(threads, "threads")
    if _floors_do_not_bind(recipe, points, numbers, centres):
        fixed = _core.certainty(
            points, numbers, centres, errors, None, False, ready, number, 0, math.inf, seed,
            threads, progress,
        )  # fmt: skip
        assignment = fixed["assignment"]
    found = _core.stability(
        points,
        numbers,
        centres,
        errors,
        {
            "people": weights_of(place, people, "people"),
            "around": like_frame(around, frame, "around"),
            "assignment": assignment,
            "draws": number,
            "starts": starts,
            "weight_shape": require_number(weight_shape, "weight_shape"),
            "bootstrap": require_flag(bootstrap, "bootstrap"),
            "other_counts": require_flag(other_counts, "other_counts"),
            "seed": seed,
        },
        refit_of(recipe, place, None if spread is None else spread**2, starts),
        ready,
        tables,
        threads,
        progress,
    )
    of_areas = ["assignment", "refit", "search", "choices", "together", "certainty", "strictest"]
    of_types = ["recurrence", "reading", "search_recurrence", "lost"]
    figures = {name: found[name] if len(found[name]) else math.nan for name in of_areas}
    return Stability(
        areas=pd.DataFrame(figures, index=frame.index),
        types=pd.DataFrame(
            {name: found[name] for name in of_types}, index=pd.Index(names, name="type")
        ),
        draws=number,
        starts=starts,
        findings=[_with_names(finding, names) for finding in found["findings"]],
    )


def _floors_do_not_bind(
    recipe: object, points: Any, numbers: npt.NDArray[np.uint32], centres: npt.NDArray[np.float64]
) -> bool:
    """Types with floors under which every area is nearest to its own centre: then it may be asked
    whether it stays so.
    """
    if not isinstance(recipe, Recipe) or recipe.method != "kmeans" or len(centres) < 2:
        return False
    if not recipe.least and not recipe.most:
        return False
    *_, margin = _core.second_best(points, numbers, centres)
    return bool((margin >= 0.0).all())


def plain_clustering(found: object) -> tuple[Clustering, npt.NDArray[np.float64] | None]:
    """Types and their middles; of a mixture with the probabilities it knows."""
    if not isinstance(found, Mixture):
        return cast("Clustering", found), None
    own = found.probability.to_numpy()[
        np.arange(len(found.types)), [list(found.shares.index).index(t) for t in found.types]
    ]
    return found.as_clustering(), np.ascontiguousarray(np.clip(own, 0.0, 1.0))


def like_frame(
    table: object, frame: pd.DataFrame, argument: str, *, needed: bool = False
) -> npt.NDArray[np.float64] | None:
    """A table of the same areas and indicators in the order of the frame."""
    import pandas as pd

    if table is None and not needed:
        return None
    given = table_of(table, argument, infinite=True)
    ordered = pd.DataFrame(given.values, index=given.index).set_axis(given.columns, axis=1)
    ordered = ordered.reindex(index=frame.index, columns=frame.columns)
    return np.ascontiguousarray(ordered.to_numpy(dtype=float))


def _with_names(finding: Finding, names: list[str]) -> Finding:
    """Types by their names instead of their numbers."""
    if "types" not in finding.details:
        return finding
    types = ", ".join(str(names[int(number)]) for number in finding.details["types"].split(", "))
    message = finding.message.replace(
        f"types of number {finding.details['types']}", f"the types {types}"
    )
    return replace(finding, message=message, details={**finding.details, "types": types})
