"""What might the rates of all areas have been, together?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from sozialraum._core import smallarea as _smallarea
from sozialraum.core.door import require_count, require_progress, require_text
from sozialraum.core.finding import invalid_argument
from sozialraum.smallarea.spatial_model import GivenModel, told_model

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from sozialraum.spatial.weights import Weights


class SpatialDraws:
    """Draws of a spatial model: the rates of all areas as they may have been, together.

    Neighbours err together: a sum over a valley or the types of a map are less sure than draws of
    one area after the other (:class:`TableDraws`) can show. Each draw takes one of the values of
    ``sd`` and ``share`` by their probability, then a whole map. An area's draws have the mean and
    the interval of :func:`spatial_model`, up to chance.

    Parameters
    ----------
    count, base, weights, covariates, structure, model, level, sd_prior, corrected, held, states
        As in :func:`spatial_model`.
    indicator : str
        Another name gives other draws.
    seed : int
        And so does another seed.
    threads : int
        0 = as many as the machine has. The result never depends on it.
    progress : callable, optional
        Of the fit, called with (fits done, fits begun or waiting).

    Attributes
    ----------
    fit : SpatialModel
        What :func:`spatial_model` gives.
    index : pandas.Index
        The areas.

    Raises
    ------
    InvalidInput
        As :func:`spatial_model`.

    Notes
    -----
    Rue, H. and Held, L. (2005), Gaussian Markov Random Fields, 2.3; Rue, Martino and Chopin (2009).
    A draw depends on the seed, the indicator, its number and the codes of all areas; not of one
    area alone, since its neighbours are in it.

    Examples
    --------
    >>> import pandas as pd
    >>> from sozialraum import smallarea, spatial
    >>> areas = ["Hafen", "Moor", "Wald"]  # Wald lies between the others
    >>> roads = spatial.Weights(areas, [0, 1, 2, 4], [2, 2, 0, 1], [1.0, 1.0, 1.0, 1.0])
    >>> count, base = pd.Series([30, 20, 10], areas), pd.Series([100, 100, 100], areas)
    >>> draws = smallarea.SpatialDraws(count, base, roads, held={"sd": 0.5, "share": 0.5})
    >>> rates = draws.block(0, 500)
    >>> rates.shape
    (500, 3)
    >>> bool((abs(rates.mean(axis=0) - draws.fit.rate) < 0.01).all())
    True
    """

    def __init__(
        self,
        count: pd.Series,
        base: pd.Series,
        weights: Weights,
        covariates: pd.DataFrame | None = None,
        *,
        structure: Literal["iid", "icar", "leroux", "bym2", "proper_car"] = "bym2",
        model: Literal["poisson", "binomial"] = "poisson",
        level: float = 0.95,
        sd_prior: float = 2.5,
        corrected: bool = True,
        held: Mapping[str, float] | None = None,
        states: pd.DataFrame | None = None,
        indicator: str = "rate",
        seed: int = 1,
        threads: int = 0,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        told = told_model(structure, model, level, sd_prior, corrected, held)
        given = GivenModel(count, base, weights, covariates, states, told)
        self._place = given.place
        self.index = given.cases.index
        make: Any = _smallarea.SpatialDraws  # mypy counts no arguments that are unpacked
        self._draws = make(
            *given.arguments(threads, progress),
            indicator=require_text(indicator, "indicator"),
            seed=require_count(seed, "seed", most=2**63),
        )
        self.fit = given.result(self._draws.model())

    def __repr__(self) -> str:
        return f"SpatialDraws of {len(self.index):,} areas\n{self.fit!r}"

    def block(
        self,
        first: int,
        draws: int,
        *,
        threads: int = 0,
        progress: Callable[[int, int], None] | None = None,
    ) -> npt.NDArray[np.float64]:
        """Draws ``first`` to ``first + draws - 1``: draws x areas; NaN where there is no rate.

        Parameters
        ----------
        first, draws : int
            Many at once are much cheaper each than few. 1,000 draws of 10,000 areas take 80 MB.
        threads : int
            0 = as many as the machine has. The result never depends on it.
        progress : callable, optional
            Called with (draws done, draws in all).
        """
        require_progress(progress)
        start = require_count(first, "first", most=2**32 - 1)
        number = require_count(draws, "draws", least=1, most=2**32 - 1)
        rows = len(self._place)
        if number * rows > 2**31:
            raise invalid_argument(
                "draws",
                f"would take {number * rows * 8 / 2**30:,.0f} GiB",
                "ask for fewer draws at a time",
            )
        cells: npt.NDArray[np.float64] = self._draws.fill(
            start, number, require_count(threads, "threads"), progress
        )
        return cells[:, self._place]

    def table(self, first: int, draws: int) -> pd.DataFrame:
        """The same as a table, one row a draw, one column an area."""
        import pandas as pd

        cells = self.block(first, draws)
        numbers = pd.RangeIndex(first, first + draws, name="draw")
        return pd.DataFrame(cells, index=numbers, columns=self.index)
