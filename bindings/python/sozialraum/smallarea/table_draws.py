"""What might the whole table of indicators have been?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from sozialraum._core import smallarea as _smallarea
from sozialraum.core.door import require_choice, require_count, table_of
from sozialraum.core.finding import Finding, Place, Severity, invalid_argument, label_text
from sozialraum.core.nearest_name import unknown_name
from sozialraum.core.result import findings_html, say, summary, unsaid
from sozialraum.smallarea.adjusted_rates import adjusted_rates
from sozialraum.smallarea.composition import Composition
from sozialraum.smallarea.logit_shrinkage import LogitShrinkage
from sozialraum.smallarea.spatial_draws import SpatialDraws

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from sozialraum.spatial.weights import Weights

_TARGETS = ["none", "all", "region", "neighbours", "map"]


class TableDraws:
    """Draws of a whole table of indicators, made in blocks when they are asked for.

    Repeat on every draw what was done with the estimates (an index, types): the spread of the
    answers says how sure it is. Nothing is stored; a draw depends on the seed, the area code, the
    name of the indicator and its number alone (of a spatial model: on all areas of its map).

    Parameters
    ----------
    estimates : mapping of str to results
        By the name of each indicator: what :func:`empirical_bayes`, :func:`adjusted_rates`,
        :func:`local_empirical_bayes`, :func:`regression_bayes`, :func:`fay_herriot`,
        :func:`james_stein`, :func:`logit_shrinkage` or :func:`composition` gave, all of the same
        areas in the same order. A composition becomes one column a kind (``"age: young"``), drawn
        together so that they add up to 1. Of a spatial model :class:`SpatialDraws`: its areas err
        together; drawn by the name and the seed of this table, not by its own.
    within : mapping of str to str, optional
        Parts by their whole, if a part was estimated with the cases of the whole as its base:
        ``{"long_term": "unemployed"}``. Its draws are those of the whole times its own.
    seed : int
        Another seed gives other draws.

    Attributes
    ----------
    index : pandas.Index
        The areas.
    columns : list of str
    findings : list of Finding
        ``independent_draws``: all but compositions and parts is drawn independently. Where the same
        people stand behind several indicators, sums and types are less sure than the draws show.

    Raises
    ------
    InvalidInput
        Results of other areas, or that hold no distribution.

    Examples
    --------
    >>> import pandas as pd
    >>> from sozialraum import smallarea
    >>> areas = ["Au", "Berg", "Cham"]
    >>> count, base = pd.Series([9, 1, 12], areas), pd.Series([100, 60, 110], areas)
    >>> poverty = smallarea.empirical_bayes(count, base, model="binomial")
    >>> draws = smallarea.TableDraws({"poverty": poverty}, seed=7)
    >>> draws.block(0, 200).shape
    (200, 3, 1)
    >>> bool((draws.table(5) == draws.block(0, 6)[5]).all(axis=None))
    True
    """

    def __init__(
        self,
        estimates: Mapping[str, Any],
        *,
        within: Mapping[str, str] | None = None,
        seed: int = 1,
    ) -> None:
        if not isinstance(estimates, Mapping) or not estimates:
            raise invalid_argument("estimates", "is no mapping of names to results")
        whole_of = _within(within)
        told: list[tuple[str, str, Any, Any, str, Any, int | None]] = []
        index: pd.Index | None = None
        for name, result in estimates.items():
            if not isinstance(name, str):
                raise invalid_argument("estimates", f"names an indicator {label_text(name)}")
            areas, columns = _columns(name, result)
            if index is None:
                index = areas
            elif not index.equals(areas):
                raise invalid_argument(
                    "estimates",
                    f"'{name}' speaks of other areas, or in another order",
                    code="index_mismatch",
                )
            told += [(*column, _place(column[0], whole_of, told)) for column in columns]
        assert index is not None
        for part in whole_of:
            if part not in [column[0] for column in told]:
                raise unknown_name("indicator", part, [column[0] for column in told])
        self.index = index
        self.columns = [column[0] for column in told]
        codes = [label_text(label) for label in index]
        self._draws = _smallarea.TableDraws(codes, told, require_count(seed, "seed", most=2**63))
        self._row = {code: row for row, code in enumerate(codes)}
        self.findings: list[Finding] = self._draws.findings()
        say(self.findings)

    def __repr__(self) -> str:
        size = f"TableDraws of {len(self.index):,} areas x {len(self.columns):,} indicators"
        return f"{size}\n  {summary(self.findings)}" if self.findings else size

    def _repr_html_(self) -> str:
        return f"<div>{findings_html(self.findings)}{self!r}</div>"

    def block(self, first: int, draws: int, *, threads: int = 0) -> npt.NDArray[np.float64]:
        """Draws ``first`` to ``first + draws - 1`` of all areas: draws x areas x indicators.

        Parameters
        ----------
        first, draws : int
            A block of 100 draws of 10,000 areas and 10 indicators takes 80 MB.
        threads : int
            0 = as many as the machine has. The result never depends on it.
        """
        start, number = _draw_numbers(first, draws)
        workers = require_count(threads, "threads")
        rows = len(self.index)
        _require_room(number, rows, len(self.columns))
        answer: npt.NDArray[np.float64] = self._draws.fill(start, number, 0, rows, workers, None)
        return answer

    def table(self, number: int) -> pd.DataFrame:
        """One draw as a table of areas x indicators."""
        import pandas as pd

        cells = self.block(number, 1)[0]
        return pd.DataFrame(cells, index=self.index, columns=self.columns)

    def tables(self, draws: int, *, first: int = 0) -> Iterator[pd.DataFrame]:
        """One table after the other."""
        start, number = _draw_numbers(first, draws)
        return (self.table(start + at) for at in range(number))

    def of_area(self, code: str, draws: int, *, first: int = 0) -> pd.DataFrame:
        """The draws of one area: draws x indicators."""
        import pandas as pd

        start, number = _draw_numbers(first, draws)
        text = label_text(code)
        if text not in self._row:
            raise unknown_name("area", text, list(self._row))
        _require_room(number, 1, len(self.columns))
        cells = self._draws.fill(start, number, self._row[text], 1, 1, None)[:, 0, :]
        numbers = pd.RangeIndex(start, start + number, name="draw")
        return pd.DataFrame(cells, index=numbers, columns=self.columns)


def draws_from_counts(
    counts: pd.DataFrame,
    bases: pd.DataFrame,
    *,
    target: Literal["none", "all", "region", "neighbours", "map"] = "all",
    regions: pd.Series | None = None,
    weights: Weights | None = None,
    structure: Literal["iid", "icar", "leroux", "bym2", "proper_car"] = "bym2",
    model: Literal["poisson", "binomial"] = "binomial",
    within: Mapping[str, str] | None = None,
    seed: int = 1,
) -> TableDraws:
    """From the counts of a whole table of indicators to its draws, in one call.

    Parameters
    ----------
    counts, bases : pandas.DataFrame
        Cases and bases, one column an indicator, of the same areas and names. The base of a part
        (``within``) is not looked at: it is the count of its whole.
    target, regions, weights, model
        As in :func:`adjusted_rates`, for all indicators; or ``"map"``: a spatial model of each
        (:class:`SpatialDraws`) over the ``weights``, in which neighbours err together. From about
        50 areas on.
    structure
        Of the spatial models, as in :func:`spatial_model`.
    within : mapping of str to str, optional
        Parts by their whole: ``{"long_term": "unemployed"}``. A whole stands before its parts.
    seed : int
        Another seed gives other draws.

    Examples
    --------
    >>> import pandas as pd
    >>> areas = ["Au", "Berg", "Cham"]
    >>> counts = pd.DataFrame({"unemployed": [9, 4, 12], "long_term": [4, 1, 7]}, areas)
    >>> bases = pd.DataFrame({"unemployed": [100, 60, 110], "long_term": [100, 60, 110]}, areas)
    >>> draws = draws_from_counts(counts, bases, within={"long_term": "unemployed"})
    >>> one = draws.block(0, 100)
    >>> bool((one[:, :, 1] <= one[:, :, 0]).all())
    True
    """
    import pandas as pd

    wanted: Any = require_choice(target, "target", _TARGETS)
    cases = table_of(counts, "counts")
    persons = table_of(bases, "bases", like=cases.index)
    whole_of = _within(within)
    columns = {name: pd.Series(cells, cases.index) for name, cells in cases.parts()}
    bases_of = {name: pd.Series(cells, cases.index) for name, cells in persons.parts()}
    estimates: dict[str, Any] = {}
    with unsaid():
        for name, column in columns.items():
            whole = whole_of.get(name)
            base = bases_of.get(name) if whole is None else columns.get(whole)
            if base is None:
                raise unknown_name("column", whole or name, list(columns if whole else bases_of))
            if wanted == "map":
                estimates[name] = _on_the_map(column, base, weights, structure, model)
                continue
            estimates[name] = adjusted_rates(
                column,
                base,
                target=wanted,
                regions=regions,
                weights=weights,
                model=model,
            )
    made = TableDraws(estimates, within=whole_of, seed=seed)
    more = _without_draws(estimates, whole_of) + _of_maps(estimates)
    say(more)
    made.findings += more
    return made


def _on_the_map(
    count: pd.Series, base: pd.Series, weights: Weights | None, structure: Any, model: Any
) -> SpatialDraws:
    if weights is None:
        raise invalid_argument("weights", "are missing; a map needs to know who neighbours whom")
    return SpatialDraws(count, base, weights, structure=structure, model=model)


def _of_maps(estimates: Mapping[str, Any]) -> list[Finding]:
    """What the spatial models tell, once where several tell the same."""
    told: dict[tuple[str, str], Finding] = {}
    for name, result in estimates.items():
        if not isinstance(result, SpatialDraws):
            continue
        for finding in result.fit.findings:
            key = finding.code, finding.message
            of_one = replace(finding, place=replace(finding.place, column=name))
            told[key] = finding if key in told else of_one
    return list(told.values())


def _without_draws(estimates: Mapping[str, Any], whole_of: Mapping[str, str]) -> list[Finding]:
    """Indicators of which no area has a draw, and why."""
    return [
        Finding(
            code="no_draws",
            severity=Severity.WARNING,
            message=f"'{name}' has no draw in any area: "
            + (
                f"nobody is counted in its whole '{whole_of[name]}'"
                if name in whole_of
                else "its base is 0 or missing everywhere"
            ),
            place=Place(column=name),
            hint="leave it out, or check its base",
        )
        for name, result in estimates.items()
        if _means(result).isna().all()
    ]


def _means(result: Any) -> pd.Series:
    means: pd.Series = (
        result.fit.rate if isinstance(result, SpatialDraws) else result.posterior_mean
    )
    return means


def _columns(name: str, result: Any) -> tuple[pd.Index, list[tuple[str, str, Any, Any, str, Any]]]:
    """The areas of a result, and its columns: name, law, mean, variance, whole, spatial model."""
    if isinstance(result, SpatialDraws):
        nothing = np.zeros(0)
        return result.index, [(name, "map", nothing, nothing, "", result._draws)]
    if isinstance(result, Composition):
        spread = result.share.mul(1 - result.share).div(result.persons + 1, axis=0)
        return result.share.index, [
            (
                f"{name}: {label_text(kind)}",
                "beta",
                _cells(result.share, i),
                _cells(spread, i),
                name,
                None,
            )
            for i, kind in enumerate(result.share.columns)
        ]
    mean = getattr(result, "posterior_mean", None)
    variance = getattr(result, "posterior_variance", None)
    if mean is None or variance is None or not hasattr(mean, "index"):
        raise invalid_argument(
            "estimates",
            f"'{name}' is a {type(result).__name__}; a result with a distribution is needed",
            "take that of empirical_bayes, adjusted_rates, regression_bayes or fay_herriot; of a "
            "spatial model its SpatialDraws",
        )
    law = {"poisson": "gamma", "binomial": "beta"}.get(getattr(result, "model", ""), "normal")
    if isinstance(result, LogitShrinkage):
        law = "logit_normal"
    cells = [np.ascontiguousarray(part, dtype=float) for part in (mean, variance)]
    return mean.index, [(name, law, cells[0], cells[1], "", None)]


def _cells(frame: pd.DataFrame, column: int) -> npt.NDArray[np.float64]:
    return np.ascontiguousarray(frame.iloc[:, column], dtype=float)


def _within(within: object) -> dict[str, str]:
    if within is None:
        return {}
    if not isinstance(within, Mapping) or not all(
        isinstance(part, str) and isinstance(whole, str) for part, whole in within.items()
    ):
        raise invalid_argument("within", "is no mapping of parts to their wholes")
    return dict(within)


def _place(name: str, whole_of: dict[str, str], told: list[Any]) -> int | None:
    """The place of the whole among the columns told before."""
    if name not in whole_of:
        return None
    before = [column[0] for column in told]
    if whole_of[name] not in before:
        raise invalid_argument(
            "within",
            f"'{whole_of[name]}' does not stand before its part '{name}'",
            "name the whole before its parts",
        )
    return before.index(whole_of[name])


def _draw_numbers(first: object, draws: object) -> tuple[int, int]:
    start = require_count(first, "first")
    return start, require_count(draws, "draws", least=1, most=2**31 - 1)


def _require_room(draws: int, areas: int, columns: int) -> None:
    """A block that no machine holds is a slip, not a wish."""
    if draws * areas * columns > 2**31:
        raise invalid_argument(
            "draws",
            f"would take {draws * areas * columns * 8 / 2**30:,.0f} GiB",
            "ask for fewer draws at a time",
        )
