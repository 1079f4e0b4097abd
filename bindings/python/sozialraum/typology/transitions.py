"""How many areas kept their type from one year to the next, and where did the others go?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from sozialraum._core import typology as _core
from sozialraum.core import Finding, Severity
from sozialraum.core.door import require_flag, require_list, require_number, require_pandas
from sozialraum.core.finding import invalid_argument, label_text
from sozialraum.core.points import PlaceNames
from sozialraum.core.result import Result
from sozialraum.typology.points import weights_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    import pandas as pd


@dataclass(frozen=True, repr=False)
class Transitions(Result):
    """From which type to which did areas go?

    Attributes
    ----------
    areas : pandas.DataFrame of int
        Types before (rows) x types after (columns).
    share, lower, upper : pandas.DataFrame
        The same as shares of the row, with Wilson intervals; NaN where a type had no area before.
    stay : float
        Share of all areas whose type is the same.
    stay_interval : tuple of float
    kappa : float
        Agreement beyond chance (Cohen 1960).
    quadratic_kappa : float
        The same with squared distances of the types; NaN unless they are ordered.
    adjusted_rand : float
        Blind to what the types are called (Hubert and Arabie 1985).
    changed : pandas.DataFrame
        The areas whose type is another, with ``before`` and ``after``.
    findings : list of Finding
        ``areas_left_out``: of one of both years only.
    """

    areas: pd.DataFrame
    share: pd.DataFrame
    lower: pd.DataFrame
    upper: pd.DataFrame
    stay: float
    stay_interval: tuple[float, float]
    kappa: float
    quadratic_kappa: float
    adjusted_rand: float
    changed: pd.DataFrame
    findings: list[Finding] = field(default_factory=list)


def transitions(
    before: pd.Series,
    after: pd.Series,
    *,
    order: Sequence[str] | None = None,
    ordered: bool = False,
    level: float = 0.95,
) -> Transitions:
    """Compare the types of the same areas in two years.

    The types must mean the same in both: types of a frozen model (:meth:`FrozenTypes.assign`), or
    of classes by rule. A change of type is not yet a change of the place: counts of few people move
    by chance. The intervals take areas for independent of one another; read them as the least
    width.

    Parameters
    ----------
    before, after : pandas.Series
        Type of each area; areas of one year alone are left out and named.
    order : sequence of str, optional
        The types in the order of the tables; as they sort without it.
    ordered : bool
        Is that an order from high to low? Only then has quadratic kappa a meaning.
    level : float
        Of the intervals.

    Examples
    --------
    >>> import pandas as pd
    >>> found = transitions(pd.Series(list("AAAB"), list("wxyz")),
    ...                     pd.Series(list("AABB"), list("wxyz")))
    >>> found.stay, found.kappa, list(found.changed.index)
    (0.75, 0.5, ['y'])
    """
    import pandas as pd

    for series, argument in ((before, "before"), (after, "after")):
        require_pandas("Series", series, argument)
        _require_types(series, argument)
    both = before.index.intersection(after.index, sort=False)
    old, new = before.loc[both], after.loc[both]
    names = _order(order, old, new)
    found = _core.transitions(
        _numbers(old, names, "before"),
        _numbers(new, names, "after"),
        len(names),
        require_number(level, "level"),
        require_flag(ordered, "ordered"),
    )
    rows, columns = pd.Index(names, name="before"), pd.Index(names, name="after")

    def table(name: str) -> pd.DataFrame:
        return pd.DataFrame(found[name], index=rows, columns=columns)

    stay, lower, upper = found["stay"]
    moved = (old.astype(str) != new.astype(str)).to_numpy()
    return Transitions(
        areas=table("areas").astype(np.int64),
        share=table("share"),
        lower=table("lower"),
        upper=table("upper"),
        stay=stay,
        stay_interval=(lower, upper),
        kappa=found["kappa"],
        quadratic_kappa=found["quadratic_kappa"],
        adjusted_rand=found["adjusted_rand"],
        changed=pd.DataFrame({"before": old[moved], "after": new[moved]}),
        findings=_left_out(before, after),
    )


def same_names(
    before: pd.Series, after: pd.Series, *, people: pd.Series | None = None
) -> pd.Series:
    """The later types under the names of the earlier ones that they share most people with.

    Types that are found anew come under accidental letters; compared as they are, every area may
    seem to have moved. All types are matched at once (Hungarian method). Where there are more later
    types than earlier ones, those that are left take the names that are free, or new ones.

    Parameters
    ----------
    before, after : pandas.Series
        Type of each area, of the same areas.
    people : pandas.Series, optional
        Of each area, above 0 in sum; without it every area counts once.

    Examples
    --------
    >>> import pandas as pd
    >>> before, after = pd.Series(list("AAABB")), pd.Series(list("BBAAA"))
    >>> same_names(before, after).tolist()
    ['A', 'A', 'B', 'B', 'B']
    """
    import pandas as pd

    for series, argument in ((before, "before"), (after, "after")):
        require_pandas("Series", series, argument)
        _require_types(series, argument)
    place, others = PlaceNames(before.index, "before"), PlaceNames(after.index, "after").texts
    if sorted(place.texts) != sorted(others):
        raise invalid_argument("after", "speaks of other areas", code="index_mismatch")
    row = {text: i for i, text in enumerate(others)}
    later = after.iloc[[row[text] for text in place.texts]]
    names = _order(None, before, later)
    weights = weights_of(place, people, "people")
    found = _core.numbered_as(
        _numbers(before, names, "before"),
        _numbers(later, names, "after"),
        len(names),
        [] if weights is None else weights.tolist(),
    )
    return pd.Series([names[number] for number in found], index=before.index, name="type")


def _require_types(series: pd.Series, argument: str) -> None:
    PlaceNames(series.index, argument)
    if series.isna().any():
        lacking = [label_text(code) for code in series.index[series.isna()]]
        message = f"has no type for {len(lacking)} areas"
        raise invalid_argument(argument, message, code="missing_values", areas=lacking)


def _order(order: Any, old: pd.Series, new: pd.Series) -> list[str]:
    if order is not None:
        names = [label_text(name) for name in require_list(order, "order")]
        if len(set(names)) != len(names):
            raise invalid_argument("order", "names a type twice")
        return names
    present = {label_text(name) for series in (old, new) for name in series.unique()}
    return sorted(present, key=lambda name: (len(name), name))


def _numbers(types: pd.Series, names: list[str], argument: str) -> npt.NDArray[np.uint32]:
    number = {name: i for i, name in enumerate(names)}
    found = []
    for kind in types:
        text = label_text(kind)
        if text not in number:
            known = ", ".join(names)
            raise invalid_argument(argument, f"holds the type {text!r}; 'order' names {known}")
        found.append(number[text])
    return np.asarray(found, dtype=np.uint32)


def _left_out(before: pd.Series, after: pd.Series) -> list[Finding]:
    alone = sorted(label_text(code) for code in before.index.symmetric_difference(after.index))
    if not alone:
        return []
    return [
        Finding(
            "areas_left_out",
            f"{len(alone)} areas have a type in one of the two years only and were left out",
            Severity.WARNING,
            hint="bring both years to the same boundaries first",
            areas=tuple(alone),
        )
    ]
