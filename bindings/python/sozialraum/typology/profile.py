"""What is each type like?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sozialraum._core import typology as _core
from sozialraum.core.door import frame_of
from sozialraum.core.finding import arguments_called
from sozialraum.core.result import Result
from sozialraum.typology.clustering import numbers_of
from sozialraum.typology.points import points_of

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.typology.clustering import Clustering


@dataclass(frozen=True, repr=False)
class TypeProfiles(Result):
    """What each type is like.

    Attributes
    ----------
    z_means : pandas.DataFrame
        Types x indicators: (mean of the type - mean of all areas) / SD of all areas (``ddof=0``,
        weighted by population if given).
    spread : pandas.DataFrame
        Types x indicators: SD inside the type / SD of all areas.
    sizes : pandas.Series of int
        Areas per type.
    population : pandas.Series of float
        People per type; areas if no population was given.
    representative : pandas.Series of str
        Code of the area nearest to each type's centre; ties by the smallest code.
    """

    z_means: pd.DataFrame
    spread: pd.DataFrame
    sizes: pd.Series
    population: pd.Series
    representative: pd.Series


@arguments_called({"values": "frame", "weights": "population"})
def profile(
    frame: pd.DataFrame,
    types: pd.Series | Clustering,
    *,
    population: pd.Series | None = None,
) -> TypeProfiles:
    """What each type is like: z means, spread, sizes, people and a representative area.

    Parameters
    ----------
    frame : pandas.DataFrame
        Areas x indicators; need not be those the types were made of.
    types : pandas.Series or Clustering
        Type of each area.
    population : pandas.Series, optional
        People per area: weights means and SDs.

    Examples
    --------
    By hand: mean 6, standard deviation sqrt(26), so type A lies at -5 / 5.099.

    >>> import pandas as pd
    >>> villages = pd.DataFrame({"young": [0.0, 2.0, 10.0, 12.0]}, index=["Au", "Bo", "Cam", "Elm"])
    >>> types = pd.Series(["A", "A", "B", "B"], index=villages.index)
    >>> found = profile(villages, types)
    >>> found.z_means["young"].round(3).to_dict()
    {'A': -0.981, 'B': 0.981}
    """
    import pandas as pd

    frame = frame_of(frame, "frame")
    numbers, names = numbers_of(frame, types)
    result = _core.profile(points_of(frame, population, "population"), numbers, len(names))
    index = pd.Index(names, name="type")
    representative = [str(frame.index[i]) for i in result["representative"]]
    return TypeProfiles(
        z_means=pd.DataFrame(result["z_means"], index=index, columns=frame.columns),
        spread=pd.DataFrame(result["spread"], index=index, columns=frame.columns),
        sizes=pd.Series(result["sizes"].astype(np.int64), index=index, name="sizes"),
        population=pd.Series(result["weights"], index=index, name="population"),
        representative=pd.Series(representative, index=index, name="representative"),
    )
