"""Which areas are alike, and how sure is that? Standardise, weigh, type, and repeat with noise."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sozialraum.core import AreaTable, Finding
from sozialraum.level.asked import AskedLevel, AskedName
from sozialraum.level.decisions import Decision, decided_wishes, decision_findings
from sozialraum.level.kept import Changes, KeptTypes, changes_since, frozen_types, typed_again
from sozialraum.level.made import MadeTypes, TypedAreas, how_sure, make_types, typed_areas
from sozialraum.level.measures import Measures
from sozialraum.level.reasons import Reasons, reasons_of
from sozialraum.level.shared_bases import drawn_apart
from sozialraum.level.trouble import trouble
from sozialraum.level.wishes import PricedWishes, priced_wishes
from sozialraum.words import steps

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from sozialraum.typology import Clustering, FrozenTypes

__all__ = ["Typing", "typify"]

_PEERS = 3
_SAMPLES = 50  # tables of areas drawn anew for each number of types
_MOST_SAMPLED = 2000  # areas; above, that takes minutes


@dataclass
class Typing:
    """The types of a level.

    Attributes
    ----------
    letters : pandas.Series
        Area -> "A", "B", ….
    method : {"kmeans", "ward", "mixture", "regions"}
    z : pandas.DataFrame
        Areas x typed indicators: transformed and standardised, missing as NaN.
    z_means : pandas.DataFrame
        Types x indicators.
    column_weights : pandas.Series
        Weight of each indicator; every dimension weighs the same in sum.
    certainty : pandas.Series
        The least of the three figures below and of what the people of the area can carry, 0..1.
    assignment : pandas.Series
        The types as they are: probability of the own type when the numbers are drawn anew within
        their errors; of a mixture the one it knows.
    refit : pandas.Series
        Types made anew from such numbers: share of repetitions that give the same type.
    choices : pandas.Series
        The same numbers under other choices: weights of indicators and areas, transformations, a
        type less or more.
    search : pandas.Series
        Neither other numbers nor other choices: what is lacking to 1 is unrest of the search.
    strictest : pandas.Series
        Which of them the certainty is: "assignment", "refit", "choices" or "people".
    recurrence : pandas.Series
        Letter -> mean similarity to the type of a repetition that answers to it, 0..1.
    reading : pandas.Series
        Letter -> "dissolved", "pattern", "stable" or "highly_stable".
    draws, starts : int
        Repetitions of each question, and fresh starts of each.
    second : pandas.Series
        Letter of the second-nearest type.
    representative : dict
        Letter -> area code.
    peers : dict
        Area code -> the most alike areas, nearest first.
    table : pandas.DataFrame
        Validity over the number of types.
    reasons : Reasons
    wishes : PricedWishes or None
    model : FrozenTypes or None
        The types for the reports of later years.
    changes : Changes or None
        What changed since an earlier report whose types stay.
    seed : int
        Of all random draws.
    phrases : dict, optional
        Letter -> what the types are called by, where that stands already.
    decided : dict
        Letter -> what people call the type.
    """

    letters: pd.Series
    method: str
    z: pd.DataFrame
    z_means: pd.DataFrame
    column_weights: pd.Series
    certainty: pd.Series
    assignment: pd.Series
    refit: pd.Series
    choices: pd.Series
    search: pd.Series
    strictest: pd.Series
    recurrence: pd.Series
    reading: pd.Series
    draws: int
    starts: int
    second: pd.Series
    representative: dict[str, str]
    peers: dict[str, list[str]]
    table: pd.DataFrame
    share_of_best: float
    inertia: float
    seed: int
    reasons: Reasons = field(default_factory=Reasons)
    wishes: PricedWishes | None = None
    model: FrozenTypes | None = None
    changes: Changes | None = None
    phrases: dict[str, list[str]] | None = None
    decided: dict[str, AskedName] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """The letters in order."""
        return sorted(self.letters.unique())

    @property
    def all_names(self) -> list[str]:
        """The same with the letters of types that stay and that no area is of this year."""
        stay = self.model.shares.index if self.method == "kept" and self.model is not None else ()
        return sorted({*self.letters.unique(), *(str(letter) for letter in stay)})


def typify(
    level: AskedLevel,
    measures: Measures,
    population: pd.Series,
    *,
    peers_among: list[str],
    table: AreaTable | None = None,
    areas: gpd.GeoDataFrame | None = None,
    kept: KeptTypes | None = None,
    decisions: Sequence[Decision] = (),
    seed: int,
    threads: int,
    say: Callable[[str], None],
) -> Typing:
    """Type the areas of ``population``; the most alike ones are sought among ``peers_among``.

    Parameters
    ----------
    table : AreaTable, optional
        Where floors and ceilings find their columns.
    areas : geopandas.GeoDataFrame, optional
        Where regions find out who is neighbour.
    kept : KeptTypes, optional
        Types of an earlier report that stay.
    decisions : sequence of Decision
        What was decided about the types: it is kept.
    """
    from sozialraum import typology

    _require_enough(level, len(population))
    if kept is not None:
        return _by_kept_types(
            level, measures, population, kept, peers_among, seed=seed, threads=threads
        )
    typed = typed_areas(level, measures, population)
    say(steps.types(level.types.count, len(population), level.areas, typed.z.shape[1]))
    made = make_types(
        level,
        table,
        areas,
        typed,
        decided=decided_wishes(decisions),
        seed=seed,
        threads=threads,
    )
    clustering, letters = made.clustering, made.clustering.types
    sure = how_sure(level, measures, typed, made, seed=seed, threads=threads)
    reasons = reasons_of(measures, typed, made, seed=seed, threads=threads)
    names = letters.index.to_series() if areas is None else areas["name"]
    wishes = priced_wishes(
        level,
        names,
        typed,
        made,
        sure.areas["certainty"],
        decisions=decisions,
        seed=seed,
        threads=threads,
    )
    by_decision = []
    if decisions:
        plain = make_types(level, table, areas, typed, seed=seed, threads=threads).clustering
        alone = typology.same_names(letters, plain.types, people=typed.people)
        by_decision = decision_findings(level, decisions, letters, alone)
    if made.mixture is not None:
        second, found = made.mixture.second, made.mixture.findings
    else:
        second, found = typology.second_best(typed.points, clustering)["second"], []
    return Typing(
        letters=letters,
        method=level.types.method,
        z=typed.z,
        z_means=typed.z.fillna(0.0).groupby(letters).mean().sort_index(),
        column_weights=typed.column_weights,
        certainty=sure.areas["certainty"],
        assignment=sure.areas["assignment"],
        refit=sure.areas["refit"],
        choices=sure.areas["choices"],
        search=sure.areas["search"],
        strictest=sure.areas["strictest"],
        recurrence=sure.types["recurrence"],
        reading=sure.types["reading"],
        draws=sure.draws,
        starts=sure.starts,
        second=second,
        representative=_representatives(typed.made_of, clustering, population),
        peers=_peers(typed.points, peers_among, threads),
        table=_compare(level, typed.points, typed.weights, seed=seed, threads=threads),
        share_of_best=float(
            clustering.share_of_best if made.mixture is None else made.mixture.share_of_best
        ),
        inertia=float(clustering.inertia),
        seed=seed,
        reasons=reasons,
        wishes=wishes,
        model=frozen_types(level, typed, made) if typed.raw is None else None,
        findings=[
            *clustering.findings,
            *found,
            *sure.findings,
            *reasons.findings,
            *([] if wishes is None else wishes.findings),
            *by_decision,
            *drawn_apart(measures, typed),
            *_mostly_missing(measures, list(letters.index)),
        ],
    )


def _by_kept_types(
    level: AskedLevel,
    measures: Measures,
    population: pd.Series,
    kept: KeptTypes,
    peers_among: list[str],
    *,
    seed: int,
    threads: int,
) -> Typing:
    """The areas by types that stay: how sure is asked of the assignment alone."""
    import pandas as pd

    from sozialraum import typology

    typed, made, found = typed_again(level, measures, population, kept)
    clustering, letters = made.clustering, made.clustering.types
    sure = typology.certainty(
        typed.points,
        clustering,
        typed.spread,
        people=typed.people,
        draws=max(level.types.draws, 200),
        starts=0,
        weight_shape=math.inf,
        seed=seed,
        threads=threads,
    )
    limited = {code for f in sure.findings if f.code == "certainty_limited" for code in f.areas}
    reasons = reasons_of(measures, typed, made, only_rules=True, seed=seed, threads=threads)
    changes = changes_since(kept, typed, made, found, seed=seed, threads=threads)
    nothing = pd.Series(math.nan, index=letters.index)
    probable = found.membership
    second = probable.second.where(probable.second != letters, probable.types)
    return Typing(
        letters=letters,
        method="kept",
        z=typed.z,
        z_means=typed.z.fillna(0.0).groupby(letters).mean().sort_index(),
        column_weights=typed.column_weights,
        certainty=sure.assignment,
        assignment=sure.assignment,
        refit=nothing,
        choices=nothing,
        search=nothing,
        strictest=pd.Series(
            ["people" if str(code) in limited else "assignment" for code in letters.index],
            index=letters.index,
        ),
        recurrence=pd.Series(math.nan, index=clustering.centres.index),
        reading=pd.Series("", index=clustering.centres.index),
        draws=sure.draws,
        starts=0,
        second=second,
        representative=_nearest_members(typed, made),
        peers=_peers(typed.points, peers_among, threads),
        table=_compare(level, typed.points, typed.weights, seed=seed, threads=threads),
        share_of_best=math.nan,
        inertia=math.nan,
        seed=seed,
        reasons=reasons,
        model=kept.model,
        changes=changes,
        findings=[
            *found.findings,
            *sure.findings,
            *reasons.findings,
            *([] if changes is None else changes.findings),
            *drawn_apart(measures, typed),
            *_mostly_missing(measures, list(letters.index)),
        ],
    )


def _nearest_members(typed: TypedAreas, made: MadeTypes) -> dict[str, str]:
    """Of each type that has areas this year, the one nearest to its middle; ties by code."""
    letters, centres = made.clustering.types, made.clustering.centres
    found = {}
    for letter in sorted(letters.unique()):
        members = letters.index[letters == letter]
        away = ((typed.points.loc[members] - centres.loc[letter]) ** 2).sum(axis=1)
        found[str(letter)] = str(min(members, key=lambda code: (away[code], code)))
    return found


def _require_enough(level: AskedLevel, areas: int) -> None:
    wanted = max([level.types.count, *level.types.compare])
    if areas <= wanted:
        raise trouble(
            "fewer_areas_than_types",
            f"{areas} areas cannot make {wanted} types",
            file=level.table.file,
            hint="ask for fewer types ('types: count' and 'compare') or take more areas",
            found=str(areas),
            types=str(wanted),
            areas_word=level.areas,
        )


def _mostly_missing(measures: Measures, codes: list[str]) -> list[Finding]:
    """Indicators for which the average stands in too many areas."""
    from sozialraum import typology

    found = typology.missing_doubts(measures.filled.loc[codes, measures.typed].astype(bool))
    return [
        replace(f, details={**f.details, "indicator": measures.definitions[f.place.column].name_de})
        for f in found
    ]


# ---------------------------------------------------------------------------------------- the types


def _compare(
    level: AskedLevel, points: pd.DataFrame, people: pd.Series | None, *, seed: int, threads: int
) -> pd.DataFrame:
    from sozialraum import typology

    ks = sorted({level.types.count, *level.types.compare})
    table: pd.DataFrame = typology.choose_k(
        points,
        ks,
        weights=people,
        starts=min(level.types.starts, 50),
        samples=_SAMPLES if len(points) <= _MOST_SAMPLED else 0,
        seed=seed,
        threads=threads,
    )
    return table


def _representatives(
    points: pd.DataFrame, clustering: Clustering, population: pd.Series
) -> dict[str, str]:
    from sozialraum import typology

    found = typology.examples(points, clustering, population=population.astype(float))
    return {letter: codes[0] for letter, codes in found.representative.items()}


def _peers(points: pd.DataFrame, among: list[str], threads: int) -> dict[str, list[str]]:
    """Area -> the candidates with the smallest distance in all indicators; equal ones by code."""
    from sozialraum import typology

    found = typology.peers(points, count=_PEERS, among=among, threads=threads)
    result: dict[str, list[str]] = {str(code): [] for code in points.index}
    for area, peer in zip(found["area"], found["peer"], strict=True):
        result[str(area)].append(str(peer))
    return result
