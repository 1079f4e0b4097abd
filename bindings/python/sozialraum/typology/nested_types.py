"""Which few types are there, and which kinds inside each of them?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sozialraum._core import typology as _core
from sozialraum.core.door import frame_of, require_count, require_progress
from sozialraum.core.finding import arguments_called
from sozialraum.core.points import PlaceNames
from sozialraum.core.result import Result, unsaid
from sozialraum.typology.bounds import bounds_of, totals_table
from sozialraum.typology.clustering import Clustering, clustering_of
from sozialraum.typology.letters import letter
from sozialraum.typology.points import points_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from sozialraum.core import Finding

    Progress = Callable[[int, int], object]


@dataclass(frozen=True, repr=False)
class NestedTypes(Result):
    """Types, and the types inside them.

    Attributes
    ----------
    types : pandas.Series of str
        Letter of each area on the first level: A, B, ...
    inner : pandas.Series of str
        Name of each area's inner type: A1, A2, B1, ...; the letter alone where a type has no parts.
    outer_clustering, inner_clustering : Clustering
        Centres, sizes and people of both levels.
    type_of_inner : pandas.Series of str
        Inner type -> its type.
    totals : pandas.DataFrame
        Inner types x bounded counts.
    explained_outer, explained_inner : float
        Share of the sum of squares that lies between the types, and between the inner types.
    findings : list of Finding
        ``fewer_inner_types`` names a type that cannot be divided as asked for.
    """

    types: pd.Series
    inner: pd.Series
    outer_clustering: Clustering
    inner_clustering: Clustering
    type_of_inner: pd.Series
    totals: pd.DataFrame
    explained_outer: float
    explained_inner: float
    findings: list[Finding] = field(default_factory=list)


@arguments_called({"values": "frame", "bounds": "counts"})
def nested_types(
    frame: pd.DataFrame,
    k: int,
    *,
    inner: int = 2,
    counts: pd.DataFrame | None = None,
    least: Mapping[str, float] | None = None,
    most: Mapping[str, float] | None = None,
    weights: pd.Series | None = None,
    starts: int = 50,
    seed: int = 1,
    threads: int = 0,
    progress: Progress | None = None,
) -> NestedTypes:
    """Find ``k`` types to speak of, and inside each of them kinds to work with.

    k-means first, then again among the areas of each type alone, with the bounds if there are any.

    Parameters
    ----------
    frame, weights, starts, seed, threads, progress
        As in :func:`kmeans`.
    k : int
        Number of types of the first level.
    inner : int
        Number of inner types of each of them, at most: a type that is too small, or would fall
        below a floor, is divided into fewer, or not at all (``fewer_inner_types``).
    counts, least, most
        As in :func:`bounded_kmeans`; they hold for every inner type.

    Returns
    -------
    NestedTypes

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"z": [0.0, 1, 10, 11, 50, 50, 51, 51]}, index=list("abcdefgh"))
    >>> " ".join(nested_types(frame, 2, inner=2).inner)
    'A1 A1 A2 A2 B1 B1 B2 B2'
    """
    import pandas as pd

    require_progress(progress)
    frame = frame_of(frame, "frame")
    bounds = bounds_of(PlaceNames(frame.index, "frame"), counts, least, most)
    found = _core.nested_types(
        points_of(frame, weights),
        require_count(k, "k", least=1),
        require_count(inner, "inner", least=1),
        bounds,
        require_count(starts, "starts", least=1),
        require_count(seed, "seed", most=2**63 - 1),
        require_count(threads, "threads"),
        progress,
    )
    names = _names(found["inner_counts"])
    index = pd.Index(names, name="inner")
    with unsaid():  # of both levels at once, below
        outer = clustering_of(frame, found["outer"], starts=starts)
        inner_types = _renamed(clustering_of(frame, found["inner"], starts=starts), names)
    return NestedTypes(
        types=outer.types,
        inner=inner_types.types,
        outer_clustering=outer,
        inner_clustering=inner_types,
        type_of_inner=pd.Series(
            [letter(int(i)) for i in found["type_of_inner"]], index=index, name="type"
        ),
        totals=totals_table(found["totals"], index, bounds),
        explained_outer=found["explained_outer"],
        explained_inner=found["explained_inner"],
        findings=found["findings"],
    )


def _names(counts: list[int]) -> list[str]:
    return [
        f"{letter(number)}{part + 1}" if count > 1 else letter(number)
        for number, count in enumerate(counts)
        for part in range(count)
    ]


def _renamed(plain: Clustering, names: list[str]) -> Clustering:
    """The inner types under the names of their types."""
    from dataclasses import replace

    new = {letter(i): name for i, name in enumerate(names)}
    return replace(
        plain,
        types=plain.types.map(new).rename("inner"),
        centres=plain.centres.rename(index=new),
        sizes=plain.sizes.rename(index=new),
        weights=plain.weights.rename(index=new),
        rule="the letter of the type, then by falling weight inside it",
    )
