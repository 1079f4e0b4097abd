"""Of the areas whose type changed: how many by new boundaries, a new definition, chance?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sozialraum._core import typology as _core
from sozialraum.core.door import require_count, require_number, require_pandas
from sozialraum.core.finding import invalid_argument, label_text
from sozialraum.core.points import PlaceNames
from sozialraum.core.result import Result
from sozialraum.typology.points import weights_of

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from sozialraum.core import Finding


@dataclass(frozen=True, repr=False)
class ChangeCauses(Result):
    """Why are types of areas other ones than before?

    Attributes
    ----------
    changed : float
        Share of the areas whose type is another one.
    changed_interval : tuple of float
    causes : pandas.DataFrame
        Index, in the order of the steps: ``boundary``, ``definition``, ``noise``, ``left``, those
        that were asked for. ``share`` of all areas (they add up to ``changed``; below 0 where a
        cause took changes back), ``lower``, ``upper``, ``told_apart`` (the interval does not hold
        0).
    areas : int
    findings : list of Finding
        ``causes_not_told_apart``: so few areas cannot tell these causes from none.
    """

    changed: float
    changed_interval: tuple[float, float]
    causes: pd.DataFrame
    areas: int
    findings: list[Finding] = field(default_factory=list)


def change_causes(
    before: pd.Series,
    after: pd.Series,
    *,
    boundaries: pd.Series | None = None,
    definition: pd.Series | None = None,
    noise: pd.Series | None = None,
    level: float = 0.95,
    draws: int = 4000,
    seed: int = 1,
    threads: int = 0,
) -> ChangeCauses:
    """Part the areas whose type changed by cause, in a stated order and with intervals.

    The way from then to now is gone step by step, each list of types differing from the one before
    in one thing alone: boundaries, then the definition, then the data. A cause is what its step
    adds to the share of areas that differ from ``before``; another order would give other shares.
    The last step is parted by chance: as many as ``noise`` says would move if no place changed.
    What is *left* says that the data speak of a change, not that the places changed.

    Parameters
    ----------
    before : pandas.Series
        Types as published then, of today's areas: the type of the old area most of its people were
        in.
    after : pandas.Series
        Types of today's data, boundaries and definition.
    boundaries : pandas.Series, optional
        Types of the old data in today's boundaries, by the old definition.
    definition : pandas.Series, optional
        Types of the old data in today's boundaries, by today's definition.
    noise : pandas.Series, optional
        Probability that a second measurement of an unchanged area, as noisy as the first, gives
        another type: ``1 - certainty(frame, types, errors * 2**0.5, starts=0,
        weight_shape=math.inf).assignment``, since both measurements have their error.
    level : float
        Of the intervals.
    draws, seed, threads
        Of the Bayesian bootstrap over areas.

    Examples
    --------
    >>> import pandas as pd
    >>> areas = [f"v{i:02d}" for i in range(24)]
    >>> before = pd.Series("A", areas)
    >>> after = before.where(before.index > "v05", "B")
    >>> found = change_causes(before, after, noise=pd.Series(0.2, areas))
    >>> found.changed, found.causes.share.round(2).to_dict(), bool(found.causes.told_apart["left"])
    (0.25, {'noise': 0.2, 'left': 0.05}, False)
    """
    import pandas as pd

    require_pandas("Series", before, "before")
    require_pandas("Series", after, "after")
    names = PlaceNames(before.index, "before")
    letters: dict[str, int] = {}

    def numbers(series: object, argument: str) -> npt.NDArray[np.uint32]:
        require_pandas("Series", series, argument)
        assert isinstance(series, pd.Series)
        PlaceNames(series.index, argument)
        found = series.reindex(before.index)
        lacking = [label_text(code) for code in before.index[found.isna()]]
        if lacking:
            message = f"has no type for {len(lacking)} areas"
            raise invalid_argument(argument, message, code="missing_values", areas=lacking)
        return np.asarray(
            [letters.setdefault(label_text(kind), len(letters)) for kind in found], dtype=np.uint32
        )

    found = _core.change_causes(
        names.texts,
        numbers(before, "before"),
        None if boundaries is None else numbers(boundaries, "boundaries"),
        None if definition is None else numbers(definition, "definition"),
        numbers(after, "after"),
        weights_of(names, noise, "noise"),
        require_number(level, "level"),
        require_count(draws, "draws", least=1, most=1_000_000),
        require_count(seed, "seed", most=2**63 - 1),
        require_count(threads, "threads"),
    )
    changed, lower, upper = found["changed"]
    causes = pd.DataFrame(
        found["causes"], columns=["cause", "share", "lower", "upper", "told_apart"]
    )
    return ChangeCauses(
        changed=changed,
        changed_interval=(lower, upper),
        causes=causes.set_index("cause"),
        areas=len(before),
        findings=found["findings"],
    )
