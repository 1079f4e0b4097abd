"""Which areas are alike, and how sure is that? Standardise, weigh, type, and repeat with noise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sozialraum.core import Finding
from sozialraum.level.asked import AskedLevel
from sozialraum.level.measures import Measures, constant_column, spread_of
from sozialraum.level.trouble import trouble
from sozialraum.words import steps

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

__all__ = ["Typing", "typify"]

_PEERS = 3
_SHAPE = 4.0  # of the gamma weights: their standard deviation is 1 / sqrt(4)
_STARTS = 3  # fresh ones of each repetition; a warm start would feign stability


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
        Share of repetitions, types made anew each time, that give the same type, 0..1.
    assignment : pandas.Series
        The same while the types stay as they are.
    recurrence : pandas.Series
        Per type: how alike its members are to those of its partner in a repetition, 0..1.
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
    import pandas as pd

    from sozialraum import typology

    codes = list(population.index)
    _require_enough(level, len(codes))
    z = standardised(level, measures, codes)
    weights = dimension_weights(measures)
    points = z.fillna(0.0) * weights.pow(0.5)
    people = population.astype(float) if level.types.population_weights else None
    say(steps.types(level.types.count, len(codes), level.areas, z.shape[1]))
    clustering = _cluster(level, points, people, seed=seed, threads=threads)
    table = _compare(level, points, people, seed=seed, threads=threads)
    letters, centres = clustering.types, clustering.centres
    root = weights.pow(0.5)
    sure = typology.certainty(
        points,
        clustering,
        pd.DataFrame(_z_spread(measures, z), index=z.index, columns=z.columns) * root,
        people=population.astype(float),
        weights=people,
        method=level.types.method,
        draws=level.types.draws,
        starts=_STARTS,
        weight_shape=_SHAPE,
        seed=seed,
        threads=threads,
    )
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
        representative=_representatives(points, letters, centres),
        peers=_peers(points, points.loc[sorted(peers_among)]),
        table=table,
        share_of_best=float(clustering.share_of_best),
        inertia=float(clustering.inertia),
        seed=seed,
        findings=[*clustering.findings, *sure.findings],
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
    import numpy as np

    lowest = float(values.min())
    if (how == "log" and lowest <= 0) or (how == "sqrt" and lowest < 0):
        raise trouble(
            "not_transformable",
            f"'{name}' has the value {lowest:g}, which '{how}' cannot take",
            column=name,
            hint="use 'asinh' or 'none' under transform",
            found=f"{lowest:g}",
            transform=how,
        )
    functions = {"log": np.log, "sqrt": np.sqrt, "asinh": np.arcsinh}
    result: pd.Series = functions[how](values) if how in functions else values
    return result


def dimension_weights(measures: Measures) -> pd.Series:
    """Every dimension weighs the same, however many indicators it has; the mean weight is 1."""
    import pandas as pd

    dimensions = pd.Series({name: measures.definitions[name].dimension for name in measures.typed})
    per_dimension = dimensions.map(dimensions.value_counts())
    weights: pd.Series = (1.0 / per_dimension) * (len(dimensions) / dimensions.nunique())
    return weights


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
    points: pd.DataFrame, letters: pd.Series, centres: pd.DataFrame
) -> dict[str, str]:
    result: dict[str, str] = {}
    for letter in centres.index:
        members = points[letters == letter]
        away = ((members - centres.loc[letter]) ** 2).sum(axis=1)
        result[str(letter)] = str(min(away.index, key=lambda code: (away[code], code)))
    return result


def _peers(points: pd.DataFrame, candidates: pd.DataFrame) -> dict[str, list[str]]:
    """The candidates with the smallest distance in all indicators; equal ones by code."""
    import numpy as np

    values, codes = candidates.to_numpy(), [str(code) for code in candidates.index]
    count = min(_PEERS + 1, len(codes))
    result: dict[str, list[str]] = {}
    for start in range(0, len(points), 256):
        block = points.iloc[start : start + 256]
        squares = ((block.to_numpy()[:, None, :] - values[None, :, :]) ** 2).sum(axis=2)
        order = np.argsort(squares, axis=1, kind="stable")[:, :count]
        for own, row in zip(block.index, order, strict=True):
            result[str(own)] = [codes[i] for i in row if codes[i] != own][:_PEERS]
    return result


# ---------------------------------------------------------------------------------- standard errors


def _z_spread(measures: Measures, z: pd.DataFrame) -> npt.NDArray[np.float64]:
    """Standard deviation of each value in z units, carried through the transformation."""
    import numpy as np
    import pandas as pd

    codes, names = list(z.index), list(z.columns)
    spread = pd.DataFrame(0.0, index=codes, columns=names)
    for name in names:
        how = measures.uses[name].transform
        values = measures.value.loc[codes, name].astype(float)
        scale = float(transformed(values, how, name).std(ddof=0))
        lower = measures.lower.loc[codes, [name]]
        upper = measures.upper.loc[codes, [name]]
        if how != "none":
            lower = transformed(lower[name].clip(lower=1e-3), how, name).to_frame()
            upper = transformed(upper[name].clip(lower=1e-3), how, name).to_frame()
        spread[name] = spread_of(lower, upper)[:, 0] / scale
        nothing_known = measures.filled.loc[codes, name] & measures.lower.loc[codes, name].isna()
        spread.loc[nothing_known, name] = 1.0
    return np.asarray(spread.to_numpy(dtype=float))
