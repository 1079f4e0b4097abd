"""What do local people ask of the types, can it be kept, and what does it cost all others?"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sozialraum._core import typology as _core
from sozialraum.core.door import (
    frame_of,
    require_count,
    require_progress,
    require_texts,
)
from sozialraum.core.finding import arguments_called
from sozialraum.core.points import PlaceNames
from sozialraum.core.result import Result
from sozialraum.typology.bounded_kmeans import reordered_totals
from sozialraum.typology.bounds import bounds_of, no_totals, totals_table
from sozialraum.typology.clustering import Clustering, clustering_of
from sozialraum.typology.points import points_of
from sozialraum.typology.wishes import Wish, told, wishes_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from sozialraum.core import Finding

    Progress = Callable[[int, int], object]


@dataclass(frozen=True)
class Conflict:
    """Wishes that cannot be kept together: their ids, and a sentence."""

    wishes: tuple[str, ...]
    message: str


@dataclass(frozen=True, repr=False)
class WishedClustering(Clustering):
    """Types that keep wishes.

    Attributes
    ----------
    broken : list of str
        Ids of the soft wishes that were not kept.
    penalty : float
        What they cost; inertia + penalty is what was minimised.
    proven : bool
        Nothing that keeps the hard wishes and the bounds costs less.
    lower_bound : float
        Of inertia + penalty.
    totals : pandas.DataFrame
        Types x bounded counts.
    """

    broken: list[str] = field(default_factory=list)
    penalty: float = 0.0
    proven: bool = False
    lower_bound: float = 0.0
    totals: pd.DataFrame = field(default_factory=no_totals)

    def ordered_by(self, indicator: str, *, descending: bool = True) -> WishedClustering:
        """The same types with letters by the centres of one indicator."""
        ordered = super().ordered_by(indicator, descending=descending)
        assert isinstance(ordered, WishedClustering)
        totals = reordered_totals(self, self.totals, indicator, descending=descending)
        return replace(ordered, totals=totals)


@dataclass(frozen=True, repr=False)
class WishPrices(Result):
    """What each wish costs, alone and all together.

    Attributes
    ----------
    draft : WishedClustering
        The types without any wish but those decided before.
    prices : pandas.DataFrame
        Index: id of the wish. ``price`` (inertia with it minus inertia without; infinite if it
        cannot be kept), ``percent`` of the inertia without, ``lowest`` and ``highest`` (between
        which the price lies), ``proven``, ``rules`` (why it cannot be kept: names of bounds, ids of
        wishes), ``kept`` (a soft wish may be broken), ``moved`` (codes of the other areas that
        change their type), ``smallest_type`` (areas), ``smallest_weight`` (people); then what the
        wish says itself.
    together : pandas.Series
        The same for all wishes at once. Prices of a set are not the sum.
    types : pandas.DataFrame
        Areas x ids: the types with each wish, by the letters of the draft; empty where it cannot be
        kept.
    types_together : pandas.Series
        The types with all wishes.
    findings : list of Finding
    """

    draft: WishedClustering
    prices: pd.DataFrame
    together: pd.Series
    types: pd.DataFrame
    types_together: pd.Series
    findings: list[Finding] = field(default_factory=list)


def conflicts_of(
    frame: pd.DataFrame, wishes: pd.DataFrame | Iterable[Wish], *, examples: Iterable[str] = ()
) -> list[Conflict]:
    """Which hard wishes contradict one another, whatever the numbers are?

    Parameters
    ----------
    frame : pandas.DataFrame
        Areas x indicators.
    wishes : pandas.DataFrame or iterable of Wish
        A table has the attributes of :class:`Wish` as its columns.
    examples : iterable of str
        Areas that stand for different types.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"z": [0.0, 1.0, 5.0]}, index=list("abc"))
    >>> wishes = [Wish("1", "together", "a", "b"), Wish("2", "apart", "b", "a")]
    >>> conflicts_of(frame, wishes)[0].wishes
    ('1', '2')
    """
    given = wishes_of(wishes)
    frame = frame_of(frame, "frame")
    task = _core.WishTask(told(given), [], require_texts(examples, "examples"), [])
    found = _core.conflicts_of(points_of(frame, None), task)
    return [Conflict(tuple(given[w].id for w in chosen), message) for chosen, message in found]


@arguments_called({"values": "frame", "bounds": "counts"})
def kmeans_with_wishes(
    frame: pd.DataFrame,
    k: int,
    wishes: pd.DataFrame | Iterable[Wish],
    *,
    examples: Iterable[str] = (),
    decided: pd.DataFrame | Iterable[Wish] = (),
    counts: pd.DataFrame | None = None,
    least: Mapping[str, float] | None = None,
    most: Mapping[str, float] | None = None,
    weights: pd.Series | None = None,
    starts: int = 50,
    seed: int = 1,
    prove_up_to: int = 30,
    sets: int = 50_000_000,
    threads: int = 0,
    progress: Progress | None = None,
) -> WishedClustering:
    """The most alike types that keep what is wished for.

    Parameters
    ----------
    frame, k, weights, starts, seed, threads, progress
        As in :func:`kmeans`; weights above 0.
    wishes, examples
        As in :func:`conflicts_of`.
    decided : pandas.DataFrame or iterable of Wish
        Hard wishes that are kept in any case, such as those a council has decided: prices are told
        of what is asked beyond them.
    counts, least, most
        As in :func:`bounded_kmeans`.
    prove_up_to : int
        Up to so many different areas (at most 60) the optimum is proven.
    sets : int
        As in :func:`optimal_kmeans`.

    Returns
    -------
    WishedClustering

    Raises
    ------
    InvalidInput
        ``wishes_conflict`` names wishes that contradict one another; ``wishes_impossible`` the
        rules of which one has to give way.

    Notes
    -----
    Hard: Wagstaff and others (2001); soft: Basu, Bilenko and Mooney (2004).

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"x": [0.0, 1, 1, 0], "y": [0.0, 0, 1, 1]}, index=list("abcd"))
    >>> wishes = [Wish("1", "together", "a", "b"), Wish("2", "apart", "a", "d")]
    >>> kmeans_with_wishes(frame, 2, wishes).types.to_dict()
    {'a': 'A', 'b': 'A', 'c': 'B', 'd': 'B'}
    """
    given = wishes_of(wishes)
    task = _task(frame, given, examples, decided, counts, least, most)
    options = _options(k, starts, seed, prove_up_to, sets)
    require_progress(progress)
    result = _core.kmeans_with_wishes(
        points_of(task.frame, weights),
        task.core,
        options,
        require_count(threads, "threads"),
        progress,
    )
    return _wished(task, given, result, options["starts"])


@arguments_called({"values": "frame", "bounds": "counts"})
def prices_of_wishes(
    frame: pd.DataFrame,
    k: int,
    wishes: pd.DataFrame | Iterable[Wish],
    *,
    examples: Iterable[str] = (),
    decided: pd.DataFrame | Iterable[Wish] = (),
    counts: pd.DataFrame | None = None,
    least: Mapping[str, float] | None = None,
    most: Mapping[str, float] | None = None,
    weights: pd.Series | None = None,
    starts: int = 50,
    seed: int = 1,
    prove_up_to: int = 30,
    sets: int = 50_000_000,
    threads: int = 0,
    progress: Progress | None = None,
) -> WishPrices:
    """What each wish costs all others, alone and all together.

    The price of a wish is the inertia of the best types with it minus that of the best types
    without it: how much less alike the types become. Up to ``prove_up_to`` different areas both are
    proven and no price is negative; above, the price lies between ``lowest`` and ``highest``.

    Parameters
    ----------
    frame, k, wishes, examples, decided, counts, least, most, weights, starts, seed, prove_up_to, sets, threads, progress
        As in :func:`kmeans_with_wishes`.

    Returns
    -------
    WishPrices
        Findings: ``better_draft`` if pricing brought better types to light (they are not taken),
        ``not_proven``.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"z": [0.0, 1.0, 2.0, 10.0, 12.0]}, index=list("abcde"))
    >>> found = prices_of_wishes(frame, 2, [Wish("c like d", "of_type", "c", "d")])
    >>> found.prices[["price", "percent", "proven"]].round(1).values.tolist()
    [[52.5, 1312.5, True]]
    """  # noqa: E501
    given = wishes_of(wishes)
    task = _task(frame, given, examples, decided, counts, least, most)
    options = _options(k, starts, seed, prove_up_to, sets)
    require_progress(progress)
    draft, alone, together, findings = _core.prices_of_wishes(
        points_of(task.frame, weights),
        task.core,
        options,
        require_count(threads, "threads"),
        progress,
    )
    return _prices(
        task, given, _wished(task, given, draft, options["starts"]), alone, together, findings
    )


# ---- to the core and back


@dataclass(frozen=True)
class _Task:
    frame: pd.DataFrame
    core: Any
    bounds: list[Any]


def _task(
    frame: object,
    wishes: list[Wish],
    examples: object,
    decided: pd.DataFrame | Iterable[Wish],
    counts: object,
    least: object,
    most: object,
) -> _Task:
    table = frame_of(frame, "frame")
    bounds = bounds_of(PlaceNames(table.index, "frame"), counts, least, most)
    before = told(wishes_of(decided, "decided"))
    core = _core.WishTask(told(wishes), bounds, require_texts(examples, "examples"), before)
    return _Task(table, core, bounds)


def _options(
    k: object, starts: object, seed: object, prove_up_to: object, sets: object
) -> dict[str, int]:
    return {
        "types": require_count(k, "k", least=1),
        "starts": require_count(starts, "starts", least=1),
        "seed": require_count(seed, "seed", most=2**63 - 1),
        "prove_up_to": require_count(prove_up_to, "prove_up_to", most=60),
        "sets": require_count(sets, "sets", least=1, most=10**12),
    }


def _wished(
    task: _Task, wishes: list[Wish], result: dict[str, Any], starts: int
) -> WishedClustering:
    plain = clustering_of(task.frame, result, starts=starts)
    return WishedClustering(
        **{name: getattr(plain, name) for name in Clustering.__dataclass_fields__},
        broken=[wishes[w].id for w in result["broken"]],
        penalty=result["penalty"],
        proven=result["proven"],
        lower_bound=result["lower_bound"],
        totals=totals_table(result["totals"], plain.centres.index, task.bounds),
    )


def _prices(
    task: _Task,
    wishes: list[Wish],
    draft: WishedClustering,
    alone: list[dict[str, Any]],
    together: dict[str, Any],
    findings: list[Finding],
) -> WishPrices:
    import pandas as pd

    codes = [str(code) for code in task.frame.index]
    letters = [str(name) for name in draft.centres.index]

    def row(price: dict[str, Any]) -> dict[str, Any]:
        return {
            "price": price["price"],
            "percent": price["percent"],
            "lowest": price["lowest"],
            "highest": price["highest"],
            "proven": price["proven"],
            "rules": tuple(price["rules"]),
            "kept": len(price["types"]) > 0 and not price["broken"],
            "moved": tuple(codes[i] for i in price["moved"]),
            "smallest_type": price["smallest_type"],
            "smallest_weight": price["smallest_weight"],
        }

    def column(price: dict[str, Any]) -> list[str | None]:
        known = [letters[t] for t in price["types"]]
        return list(known) if known else [None] * len(codes)

    ids = pd.Index([wish.id for wish in wishes], name="id")
    facts = [
        row(price) | dataclasses.asdict(wish) for price, wish in zip(alone, wishes, strict=True)
    ]
    names = [*row(together), *(f.name for f in dataclasses.fields(Wish) if f.name != "id")]
    return WishPrices(
        draft=draft,
        prices=pd.DataFrame(facts, index=ids, columns=names),
        together=pd.Series(row(together), name="together"),
        types=pd.DataFrame(
            {wish.id: column(price) for wish, price in zip(wishes, alone, strict=True)},
            index=task.frame.index,
        ),
        types_together=pd.Series(column(together), index=task.frame.index, name="type"),
        findings=findings,
    )
