"""Where does a mean lie, if some persons stand for all?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sozialraum._core import indicator as _indicator
from sozialraum.core.door import column_of, require_number, require_pandas, require_same_areas
from sozialraum.indicator.groups import numbered
from sozialraum.indicator.rate import rate_frame

if TYPE_CHECKING:
    import pandas as pd


def t_interval(mean: float, sd: float, size: float, *, level: float = 0.95) -> tuple[float, float]:
    """Interval of a mean of ``size`` persons by Student's t.

    Parameters
    ----------
    mean, sd : float
        Of the persons; ``sd`` over size - 1.
    size : float
        Persons, at least 2.
    level : float

    Examples
    --------
    >>> [round(limit, 4) for limit in t_interval(5, 2.13809, 8)]
    [3.2125, 6.7875]
    """
    numbers = (
        require_number(mean, "mean"),
        require_number(sd, "sd"),
        require_number(size, "size"),
        require_number(level, "level"),
    )
    lower, upper = _indicator.t_interval(*numbers)
    return float(lower), float(upper)


def means(mean: pd.Series, sd: pd.Series, size: pd.Series, *, level: float = 0.95) -> pd.DataFrame:
    """Means of areas with their intervals, as an office delivers them.

    Parameters
    ----------
    mean, sd, size : pandas.Series
        Of the persons of each area; same index. NaN is missing.
    level : float

    Returns
    -------
    pandas.DataFrame
        Columns ``value``, ``lower``, ``upper``, ``state``. Findings name areas with nobody
        (``empty_base``) and with one person (``one_person``), which have no interval.

    Notes
    -----
    Student's t (as the means of Public Health England) takes means for normal: not for very skew
    amounts of few persons, such as days of absence.

    Examples
    --------
    >>> import pandas as pd
    >>> mean, sd, size = pd.Series([5.0, 4]), pd.Series([2.0, 1]), pd.Series([8, 30])
    >>> made = means(mean, sd, size)
    >>> made[["lower", "upper"]].round(2).values.tolist()
    [[3.33, 6.67], [3.63, 4.37]]
    """
    given = column_of(mean, "mean")
    spread = column_of(sd, "sd", like=given.index)
    persons = column_of(size, "size", like=given.index)
    level = require_number(level, "level")
    made = _indicator.means(given.values, spread.values, persons.values, given.codes, level)
    return rate_frame(given.index, made[:4], ("value", "lower", "upper", "state"), made[4])


def samples_of(values: pd.Series, area: pd.Series) -> pd.DataFrame:
    """Mean, standard deviation and number of the persons of each area.

    Parameters
    ----------
    values : pandas.Series
        One number a person; NaN does not count.
    area : pandas.Series
        The area each person lives in; same index.

    Returns
    -------
    pandas.DataFrame
        Columns ``mean``, ``sd`` (over size - 1; NaN for one person) and ``size`` by area, in the
        order of first appearance.

    Examples
    --------
    >>> import pandas as pd
    >>> persons = pd.Series([2.0, 4, 4, 4, 5, 5, 7, 9, 1])
    >>> samples_of(persons, pd.Series(["Hafen"] * 8 + ["Wald"])).round(3)
           mean     sd  size
    Hafen   5.0  2.138   8.0
    Wald    1.0    NaN   1.0
    """
    import pandas as pd

    given = column_of(values, "values")
    require_pandas("Series", area, "area")
    require_same_areas(area.index, given.index, "area")
    numbers, labels = numbered(area, "area")
    made = _indicator.samples_of(given.values, numbers.tolist(), len(labels))
    columns = dict(zip(("mean", "sd", "size"), (np.asarray(one) for one in made), strict=True))
    return pd.DataFrame(columns, index=labels)
