"""Which areas are alike, and how sure is that? Standardise, weigh, type, and repeat with noise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sozialraum.core import Finding, InvalidInput
from sozialraum.level.asked import AskedLevel, AskedName
from sozialraum.level.measures import Measures, constant_column
from sozialraum.level.trouble import trouble
from sozialraum.words import steps

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.typology import Certainty, Clustering

__all__ = ["Typing", "typify"]

_PEERS = 3
_STARTS = 3  # fresh starts of each repetition; more change the mean by less than a hundredth
_MOST_DRAWN = 2_000_000  # areas times repetitions: of very many areas fewer repetitions
_LEAST_DRAWS = 50


@dataclass
class Typing:
    """The types of a level.

    Attributes
    ----------
    letters : pandas.Series
        Area -> "A", "B", ….
    z : pandas.DataFrame
        Areas x typed indicators: transformed and standardised, missing as NaN.
    z_means : pandas.DataFrame
        Types x indicators.
    column_weights : pandas.Series
        Weight of each indicator; every dimension weighs the same in sum.
    certainty : pandas.Series
        Share of repetitions, each with types of its own, that give the same type, 0..1; never more
        than the people of the area can carry.
    assignment : pandas.Series
        The same with the types as they are: is the area still nearest to its own?
    recurrence : pandas.Series
        Letter -> mean similarity to the type of a repetition that answers to it, 0..1.
    draws, starts : int
        Repetitions, and fresh starts of each.
    second : pandas.Series
        Letter of the second-nearest type.
    representative : dict
        Letter -> area code.
    peers : dict
        Area code -> the most alike areas, nearest first.
    table : pandas.DataFrame
        Validity over the number of types.
    seed : int
        Of all random draws.
    phrases : dict, optional
        Letter -> what the types are called by, where that stands already.
    decided : dict
        Letter -> what people call the type.
    """

    letters: pd.Series
    z: pd.DataFrame
    z_means: pd.DataFrame
    column_weights: pd.Series
    certainty: pd.Series
    assignment: pd.Series
    recurrence: pd.Series
    draws: int
    starts: int
    second: pd.Series
    representative: dict[str, str]
    peers: dict[str, list[str]]
    table: pd.DataFrame
    share_of_best: float
    inertia: float
    seed: int
    phrases: dict[str, list[str]] | None = None
    decided: dict[str, AskedName] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """The letters in order."""
        return sorted(self.letters.unique())


def typify(
    level: AskedLevel,
    measures: Measures,
    population: pd.Series,
    *,
    peers_among: list[str],
    seed: int,
    threads: int,
    say: Callable[[str], None],
) -> Typing:
    """Type the areas of ``population``; the most alike ones are sought among ``peers_among``."""

    from sozialraum import typology

    codes = list(population.index)
    _require_enough(level, len(codes))
    z = standardised(level, measures, codes)
    weights = dimension_weights(measures)
    points = z.fillna(0.0) * weights.pow(0.5)
    spread = z_spread(measures, z) * weights.pow(0.5)
    people = population.astype(float) if level.types.population_weights else None
    say(steps.types(level.types.count, len(codes), level.areas, z.shape[1]))
    clustering = _cluster(level, points, people, seed=seed, threads=threads)
    table = _compare(level, points, people, seed=seed, threads=threads)
    letters = clustering.types
    sure = _certainty(level, points, clustering, spread, population, seed=seed, threads=threads)
    return Typing(
        letters=letters,
        z=z,
        z_means=z.fillna(0.0).groupby(letters).mean().sort_index(),
        column_weights=weights,
        certainty=sure.refit,
        assignment=sure.assignment,
        recurrence=sure.recurrence,
        draws=sure.draws,
        starts=sure.starts,
        second=typology.second_best(points, clustering)["second"],
        representative=_representatives(points, clustering, population),
        peers=_peers(points, peers_among, threads),
        table=table,
        share_of_best=float(clustering.share_of_best),
        inertia=float(clustering.inertia),
        seed=seed,
        findings=[
            *clustering.findings,
            *sure.findings,
            *_mostly_missing(measures, codes),
        ],
    )


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


# --------------------------------------------------------------------------------------- the points


def standardised(level: AskedLevel, measures: Measures, codes: list[str]) -> pd.DataFrame:
    """Typed indicators, transformed and in standard deviations (population SD, each area counts
    once).
    """
    from sozialraum import indicator

    frame = measures.value.loc[codes, measures.typed].copy()
    for name in frame.columns:
        frame[name] = transformed(frame[name], measures.uses[name].transform, name)
        own = measures.filled.loc[codes, name]
        if frame[name][~own].nunique() < 2:
            value = float(measures.value.loc[codes, name].dropna().iloc[0])
            raise constant_column(level, measures, name, value)
    z: pd.DataFrame = indicator.standardise(frame).z
    return z


def transformed(values: pd.Series, how: str, name: str) -> pd.Series:
    """A skew indicator made less skew; an error where the logarithm does not exist."""
    from sozialraum import indicator

    if how == "none":
        return values
    try:
        scale = indicator.fit_scale(values, how)  # type: ignore[arg-type]
        result: pd.Series = scale.apply(values)["value"]
    except InvalidInput as error:
        if error.finding.code != "not_transformable":
            raise
        lowest = f"{values.min():g}"
        raise trouble(
            "not_transformable",
            f"'{name}' has the value {lowest}, which '{how}' cannot take",
            column=name,
            hint="use 'asinh' or 'none' under transform",
            found=lowest,
            transform=how,
        ) from error
    return result


def dimension_weights(measures: Measures) -> pd.Series:
    """Every dimension weighs the same, however many indicators it has; the mean weight is 1."""
    from sozialraum import typology

    return typology.dimension_weights(
        {name: measures.definitions[name].dimension for name in measures.typed}
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


def _cluster(
    level: AskedLevel, points: pd.DataFrame, people: pd.Series | None, *, seed: int, threads: int
) -> Any:
    from sozialraum import typology

    if level.types.method == "ward":
        return typology.ward(points, weights=people).cut(level.types.count)
    return typology.kmeans(
        points,
        level.types.count,
        weights=people,
        starts=level.types.starts,
        seed=seed,
        threads=threads,
    )


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


# ------------------------------------------------------------------------------------ the certainty


def _certainty(
    level: AskedLevel,
    points: pd.DataFrame,
    clustering: Clustering,
    spread: pd.DataFrame,
    population: pd.Series,
    *,
    seed: int,
    threads: int,
) -> Certainty:
    """Repeat the typing with other, equally credible numbers and weights of the indicators."""
    from sozialraum import typology

    people = population.astype(float)
    return typology.certainty(
        points,
        clustering,
        spread,
        people=people,
        weights=people if level.types.population_weights else None,
        method="ward" if level.types.method == "ward" else "kmeans",
        draws=min(level.types.draws, max(_LEAST_DRAWS, _MOST_DRAWN // len(points))),
        starts=_STARTS,
        seed=seed,
        threads=threads,
    )


def z_spread(measures: Measures, z: pd.DataFrame) -> pd.DataFrame:
    """Standard deviation of each value in z units, carried through the transformation.

    0 where a value is known exactly; 1, the whole spread of the areas, where nothing is known.
    """
    import pandas as pd

    from sozialraum import indicator

    codes, names = list(z.index), list(z.columns)
    spread = pd.DataFrame(0.0, index=codes, columns=names)
    for name in names:
        how = measures.uses[name].transform
        values = measures.value.loc[codes, name].astype(float)
        scale = float(transformed(values, how, name).std(ddof=0))
        lower, upper = measures.lower.loc[codes, name], measures.upper.loc[codes, name]
        if how != "none":  # no interval reaches 0 on a scale of logarithms
            scaled = indicator.fit_scale(values, how)
            lower = scaled.apply(lower.astype(float).clip(lower=1e-3))["value"]
            upper = scaled.apply(upper.astype(float).clip(lower=1e-3))["value"]
        error = indicator.standard_error(lower.astype(float), upper.astype(float))
        spread[name] = (error / scale).fillna(0.0)
        nothing_known = measures.filled.loc[codes, name] & measures.lower.loc[codes, name].isna()
        spread.loc[nothing_known, name] = 1.0
    return spread
