"""How sure is the type of an area?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sozialraum._core import typology as _core
from sozialraum.core.door import frame_of, require_count, require_progress, table_of
from sozialraum.core.finding import arguments_called
from sozialraum.core.result import Result
from sozialraum.typology.clustering import columns_of, numbers_of
from sozialraum.typology.points import points_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from sozialraum.core import Finding
    from sozialraum.typology.clustering import Clustering

    Progress = Callable[[int, int], object]


@dataclass(frozen=True, repr=False)
class Membership(Result):
    """To which types the measurement error of the numbers alone lets each area go.

    Attributes
    ----------
    shares : pandas.DataFrame
        Areas x types: shares of the draws; rows sum to 1.
    certainty : pandas.Series
        Share of the draws that put the area into its type; in simulations less than what is right.
        NaN below one half: there the share says too much (of 100 areas of which .41 was said, 26
        were right), and the area is undecided.
    draws : int
        Draws per area.
    findings : list of Finding
        ``undecided_areas`` names them.
    """

    shares: pd.DataFrame
    certainty: pd.Series
    draws: int
    findings: list[Finding] = field(default_factory=list)

    @property
    def undecided(self) -> pd.Series:
        """Which areas have no type that can be claimed."""
        return self.certainty.isna().rename("undecided")


@arguments_called({"values": "frame", "types": "clustering"})
def second_best(frame: pd.DataFrame, clustering: Clustering) -> pd.DataFrame:
    """The type each area would have if not its own.

    Returns
    -------
    pandas.DataFrame
        ``second`` (letter), ``distance`` to the own centre, ``second_distance``, and ``margin`` =
        (second_distance - distance) / (second_distance + distance): 1 at the own centre, 0 half way
        between the two, negative if the other centre is nearer.

    Raises
    ------
    InvalidInput
        ``types_out_of_range`` if there is one type only; columns other than those of the centres.

    Examples
    --------
    Au is 1 from the middle of its own type and 11 from that of the other.

    >>> import pandas as pd
    >>> villages = pd.DataFrame({"young": [0.0, 2.0, 10.0, 12.0]}, index=["Au", "Bo", "Cam", "Elm"])
    >>> from sozialraum import typology
    >>> found = typology.second_best(villages, typology.kmeans(villages, 2))
    >>> found["second"]["Au"], found["distance"].tolist(), found["second_distance"].tolist()
    ('B', [1.0, 1.0, 1.0, 1.0], [11.0, 9.0, 9.0, 11.0])
    """
    import pandas as pd

    frame = columns_of(frame_of(frame, "frame"), clustering)
    numbers, names = numbers_of(frame, clustering)
    second, distance, second_distance, margin = _core.second_best(
        points_of(frame, None), numbers, clustering.centres.to_numpy(dtype=float)
    )
    return pd.DataFrame(
        {
            "second": [names[i] for i in second],
            "distance": distance,
            "second_distance": second_distance,
            "margin": margin,
        },
        index=frame.index,
    )


@arguments_called({"values": "frame", "types": "clustering"})
def membership(
    frame: pd.DataFrame,
    clustering: Clustering,
    standard_errors: pd.DataFrame,
    *,
    draws: int = 1000,
    seed: int = 1,
    threads: int = 0,
    progress: Progress | None = None,
) -> Membership:
    """To which types each area goes by the measurement error of its indicators alone.

    How sure a type is, :func:`certainty` says: it doubts the weights of the indicators and the types
    themselves too.

    Each indicator is drawn anew from a normal distribution around its value with its standard error,
    independently of the others; the draw goes to the nearest centre, the centres stay. It speaks of
    chance in the numbers only, not of the choice of indicators or of the number of types. With
    1,000 draws a share of 0.5 has a standard error of 0.016. A share is no probability: draws know
    nothing of types and put areas into the empty middle between them. A probability gives
    :func:`mixture`.

    Parameters
    ----------
    frame : pandas.DataFrame
        Areas x indicators, as typed.
    clustering : Clustering
    standard_errors : pandas.DataFrame
        Same areas and indicators, in the units of ``frame`` (divide by the SD if z values were
        typed); 0 where a value is known exactly.
    draws, seed, threads, progress
        As in :func:`kmeans`.

    Raises
    ------
    InvalidInput
        ``bad_standard_error`` naming the areas where one is missing or negative.
    """  # noqa: E501
    import pandas as pd

    frame = columns_of(frame_of(frame, "frame"), clustering)
    given = table_of(standard_errors, "standard_errors", infinite=True)
    errors = pd.DataFrame(given.values, index=given.index).set_axis(given.columns, axis=1)
    errors = errors.reindex(index=frame.index, columns=frame.columns)
    numbers, names = numbers_of(frame, clustering)
    draws = require_count(draws, "draws", least=1)
    require_progress(progress)
    shares, certainty, findings = _core.membership(
        points_of(frame, None),
        numbers,
        clustering.centres.to_numpy(dtype=float),
        errors.to_numpy(dtype=float),
        draws,
        require_count(seed, "seed", most=2**63 - 1),
        require_count(threads, "threads"),
        progress,
    )
    return Membership(
        shares=pd.DataFrame(shares, index=frame.index, columns=names),
        certainty=pd.Series(certainty, index=frame.index, name="certainty"),
        draws=draws,
        findings=findings,
    )
