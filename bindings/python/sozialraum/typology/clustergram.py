"""How do types divide as there are more and more of them?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sozialraum._core import typology as _core
from sozialraum.core.door import frame_of, require_count, require_list, require_progress
from sozialraum.core.finding import arguments_called
from sozialraum.core.result import Result
from sozialraum.typology.letters import letter
from sozialraum.typology.points import points_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from sozialraum.core import Finding

    Progress = Callable[[int, int], object]


@dataclass(frozen=True, repr=False)
class Clustergram(Result):
    """Where the types of every number of types lie, and who goes over to which.

    Attributes
    ----------
    nodes : pandas.DataFrame
        A row per type of every number of types: ``k``, ``type``, ``position`` along the axis,
        ``areas``, ``weight``.
    flows : pandas.DataFrame
        ``k``, ``from``, ``next_k``, ``to``, ``areas``, ``weight``.
    axis : pandas.Series
        Per indicator: the direction in which areas differ most, of length 1.
    explained : float
        Share of all differences that lies along it.
    findings : list of Finding
    """

    nodes: pd.DataFrame
    flows: pd.DataFrame
    axis: pd.Series
    explained: float
    findings: list[Finding] = field(default_factory=list)


@arguments_called({"values": "frame"})
def clustergram(
    frame: pd.DataFrame,
    ks: Iterable[int],
    *,
    weights: pd.Series | None = None,
    starts: int = 50,
    seed: int = 1,
    threads: int = 0,
    progress: Progress | None = None,
) -> Clustergram:
    """Follow the types from one number of types to the next (Schonlau 2002).

    Types that only split, one after the other, speak for themselves; where a further type is put
    together from parts of all, nothing new was found. ``plot.draw_clustergram`` draws it.

    Parameters
    ----------
    frame, weights, starts, seed, threads, progress
        As in :func:`kmeans`.
    ks : iterable of int
        Numbers of types, rising.

    Returns
    -------
    Clustergram

    Examples
    --------
    >>> import pandas as pd
    >>> found = clustergram(pd.DataFrame({"z": [0.0, 1, 10, 11]}, index=list("abcd")), [1, 2])
    >>> found.nodes[["k", "type", "position", "areas"]].to_numpy().tolist()
    [[1, 'A', 0.0, 4], [2, 'A', -5.0, 2], [2, 'B', 5.0, 2]]
    """
    import pandas as pd

    require_progress(progress)
    frame = frame_of(frame, "frame")
    found = _core.clustergram(
        points_of(frame, weights),
        [require_count(k, "ks", least=1) for k in require_list(ks, "ks")],
        require_count(starts, "starts", least=1),
        require_count(seed, "seed", most=2**63 - 1),
        require_count(threads, "threads"),
        progress,
    )
    nodes = pd.DataFrame(found["nodes"], columns=["k", "type", "position", "areas", "weight"])
    flows = pd.DataFrame(found["flows"], columns=["k", "next_k", "from", "to", "areas", "weight"])
    nodes["type"] = [letter(number) for number in nodes["type"]]
    for end in ("from", "to"):
        flows[end] = [letter(number) for number in flows[end]]
    return Clustergram(
        nodes=nodes,
        flows=flows,
        axis=pd.Series(found["axis"], index=frame.columns, name="axis"),
        explained=found["explained"],
        findings=found["findings"],
    )
