"""Which type does a stated rule give each area: status by dynamics, rurality by situation?"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from sozialraum._core import typology as _core
from sozialraum.core import unknown_name
from sozialraum.core.door import (
    Table,
    require_list,
    require_numbers,
    require_text,
    require_texts,
    table_of,
)
from sozialraum.core.finding import arguments_called, invalid_argument, shown
from sozialraum.core.result import Result
from sozialraum.typology.points import weights_of

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.core import Finding

    Names = Mapping[tuple[str, ...], str] | pd.DataFrame


@dataclass(frozen=True)
class Cut:
    """How one indicator is cut into classes.

    Parameters
    ----------
    limits : sequence of float
        Rising; n limits make n + 1 classes.
    names : sequence of str
        Of the classes, from low to high.
    above : sequence of float
        Those of the limits on which a value belongs to the class above; on the others it belongs to
        the class below ("up to 1").

    Examples
    --------
    Berlin's status: below -1 high, to 1 middle, to 1.5 low, else very low.

    >>> Cut([-1, 1, 1.5], ["high", "middle", "low", "very low"], above=[-1]).names[0]
    'high'
    """

    limits: Sequence[float]
    names: Sequence[str]
    above: Sequence[float] = ()


@dataclass(frozen=True, repr=False)
class RuleTypes(Result):
    """Types by a stated rule.

    Attributes
    ----------
    types : pandas.Series of str
        None where missing values leave it open (finding ``no_type``).
    classes : pandas.DataFrame of str
        Areas x indicators; None where the value is missing.
    probability : pandas.DataFrame
        Areas x types, if the true values are normal around the given ones with the standard errors,
        independent between indicators; 1 for the own type without errors. NaN of areas that lack a
        value.
    certainty : pandas.Series
        Probability of the own type.
    margin : pandas.DataFrame
        Areas x indicators: how far the value is from the nearest limit beyond which the *type* is
        another, the other values staying; infinite if there is none.
    sizes, weights : pandas.Series
        Areas and people of every combination of classes; ``.unstack()`` makes a table of two.
    findings : list of Finding
    """

    types: pd.Series
    classes: pd.DataFrame
    probability: pd.DataFrame
    certainty: pd.Series
    margin: pd.DataFrame
    sizes: pd.Series
    weights: pd.Series
    findings: list[Finding] = field(default_factory=list)


@arguments_called({"errors": "standard_errors", "axes": "frame"})
def rule_types(
    frame: pd.DataFrame,
    cuts: Mapping[str, Cut],
    *,
    names: Names | None = None,
    standard_errors: pd.DataFrame | None = None,
    weights: pd.Series | None = None,
) -> RuleTypes:
    """Give every area its type by limits that are known before.

    Nothing is found here: the limits are data, the same for every year and place, which makes the
    types comparable and easy to defend. Whether areas of one type are alike in anything else they
    do not say. An area that lacks a value has a type only where all classes of the missing
    indicator share it.

    Parameters
    ----------
    frame : pandas.DataFrame
        Areas x indicators; NaN where a value is missing.
    cuts : mapping of str to Cut
        The indicators of the rule and their limits, such as status and dynamics.
    names : pandas.DataFrame or mapping, optional
        What each combination of classes is called: of two indicators a table of the classes of the
        first by those of the second, else ``{("very rural", "good"): "...", ...}``. Combinations of
        one name are one type. "high / stable" unless given.
    standard_errors : pandas.DataFrame, optional
        Of the same areas and indicators: then ``probability`` says how sure each type is.
    weights : pandas.Series, optional
        People per area.

    Returns
    -------
    RuleTypes

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"rurality": [-0.5, 0.1, 0.9], "situation": [0.3, 0.3, -0.3]},
    ...                      index=["Stadt", "Au", "Moor"])
    >>> cuts = {"rurality": Cut([-0.2], ["not rural", "rural"]),
    ...         "situation": Cut([0.0], ["weak", "good"])}
    >>> names = pd.DataFrame({"weak": ["town", "rural, weak"], "good": ["town", "rural, good"]},
    ...                      index=["not rural", "rural"])
    >>> rule_types(frame, cuts, names=names).types.to_dict()
    {'Stadt': 'town', 'Au': 'rural, good', 'Moor': 'rural, weak'}
    """
    import pandas as pd

    given = table_of(frame, "frame")
    rules = _cuts(cuts, given)
    errors = None if standard_errors is None else _like(standard_errors, given)
    combinations = list(itertools.product(*(cut.names for cut in rules.values())))
    called = _called(names, list(rules.values()), combinations)
    kinds = list(dict.fromkeys(called))
    found = _core.rule_types(
        [_axis(name, cut, given, errors) for name, cut in rules.items()],
        np.asarray([kinds.index(name) for name in called], dtype=np.uint32),
        weights_of(given.names, weights),
        given.codes,
    )
    probability = pd.DataFrame(found["probability"], index=given.index, columns=kinds)
    none = len(kinds)
    numbers = np.minimum(found["types"], none).astype(int)
    index = pd.MultiIndex.from_tuples(combinations, names=list(rules))
    return RuleTypes(
        types=pd.Series([*kinds, None], dtype=object)[numbers].set_axis(given.index).rename("type"),
        classes=_classes(found["classes"], rules, given.index),
        probability=probability,
        certainty=_of_own_type(probability, numbers),
        margin=pd.DataFrame(found["margin"], index=given.index, columns=list(rules)),
        sizes=pd.Series(found["sizes"].astype(np.int64), index=index, name="areas"),
        weights=pd.Series(found["weights"], index=index, name="weights"),
        findings=found["findings"],
    )


def _cuts(cuts: object, given: Table) -> dict[str, Cut]:
    """The rule, every name and limit looked at."""
    if not isinstance(cuts, Mapping) or not cuts:
        raise invalid_argument("cuts", f"is {shown(cuts)}; a Cut per indicator is needed")
    rules: dict[str, Cut] = {}
    for name, cut in cuts.items():
        if name not in given.titles:
            raise unknown_name("indicator", str(name), given.titles)
        if not isinstance(cut, Cut):
            raise invalid_argument("cuts", f"holds {shown(cut)} for '{name}'; a Cut is needed")
        limits = require_numbers(cut.limits, "limits")
        names = require_texts(cut.names, "names")
        if len(names) != len(limits) + 1 or len(set(names)) < len(names):
            raise invalid_argument(
                "names", f"of '{name}' are not {len(limits) + 1} different ones, one a class"
            )
        above = require_numbers(cut.above, "above")
        if not set(above) <= set(limits):
            raise invalid_argument("above", f"of '{name}' holds a number that is no limit")
        rules[name] = Cut(limits, names, above)
    return rules


def _like(errors: object, given: Table) -> Table:
    """The errors in the order of the areas."""
    return table_of(errors, "standard_errors", like=given.index, infinite=True)


def _axis(name: str, cut: Cut, given: Table, errors: Table | None) -> tuple[Any, ...]:
    if errors is not None and name not in errors.titles:
        raise unknown_name("indicator", name, errors.titles)
    known = None if errors is None else errors.values[:, errors.titles.index(name)]
    return (
        name,
        np.ascontiguousarray(given.values[:, given.titles.index(name)]),
        None if known is None else np.ascontiguousarray(known),
        list(cut.limits),
        [limit in cut.above for limit in cut.limits],
    )


def _called(names: object, cuts: list[Cut], combinations: list[tuple[str, ...]]) -> list[str]:
    """What every combination of classes is called."""
    import pandas as pd

    if names is None:
        return [" / ".join(combination) for combination in combinations]
    if isinstance(names, pd.DataFrame):
        if len(cuts) != 2:
            raise invalid_argument("names", "is a table, which suits two indicators alone")
        names = {(row, col): names.loc[row, col] for row in names.index for col in names.columns}
    if not isinstance(names, Mapping):
        raise invalid_argument("names", f"is {shown(names)}; a table or a mapping is needed")
    known = {tuple(require_list(key, "names")): text for key, text in names.items()}
    for combination in combinations:
        if combination not in known:
            raise invalid_argument("names", f"has none for {' / '.join(combination)}")
    return [require_text(known[combination], "names") for combination in combinations]


def _classes(numbers: Any, rules: Mapping[str, Cut], areas: pd.Index) -> pd.DataFrame:
    import pandas as pd

    columns = {}
    for i, (name, cut) in enumerate(rules.items()):
        called = [*cut.names, None]
        columns[name] = [called[min(int(n), len(cut.names))] for n in numbers[:, i]]
    return pd.DataFrame(columns, index=areas, dtype=object)


def _of_own_type(probability: pd.DataFrame, numbers: Any) -> pd.Series:
    import pandas as pd

    values = np.column_stack([probability.to_numpy(), np.full(len(probability), np.nan)])
    own = values[np.arange(len(values)), numbers]
    return pd.Series(own, index=probability.index, name="certainty")
