"""What speaks for and against each number of types?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal

from sozialraum._core import typology as _core
from sozialraum.core.door import (
    frame_of,
    list_items,
    require_choice,
    require_count,
    require_progress,
)
from sozialraum.core.finding import arguments_called, invalid_argument, shown
from sozialraum.typology.bootstrap_stability import bootstrap_stability
from sozialraum.typology.gap_statistic import gap_statistic
from sozialraum.typology.kmeans import kmeans
from sozialraum.typology.points import points_of
from sozialraum.words import indices

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    Progress = Callable[[int, int], object]


@arguments_called({"values": "frame", "types": "ks"})
def choose_k(
    frame: pd.DataFrame,
    ks: Iterable[int],
    *,
    weights: pd.Series | None = None,
    starts: int = 100,
    references: int = 0,
    samples: int = 0,
    seed: int = 1,
    threads: int = 0,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """What speaks for and against each number of types.

    Parameters
    ----------
    frame, weights, starts, seed, threads, progress
        As in :func:`kmeans`.
    ks : iterable of int
        Numbers of types to try, each at least 2 and below the number of areas.

    references : int
        Tables without types for the gap statistic (:func:`gap_statistic`); 0: no such columns.
    samples : int
        Tables of areas drawn anew for the stability (:func:`bootstrap_stability`); 0: no such
        columns.

    Returns
    -------
    pandas.DataFrame
        Index ``k``; columns ``silhouette`` and ``weighted_silhouette`` (larger is better),
        ``squared_silhouette`` (by squared distances; exact for any number of areas),
        ``calinski_harabasz`` (larger), ``davies_bouldin`` (smaller), ``dunn`` (larger; NaN above
        5,000 areas), ``inertia``, ``explained``
        (share of the sum of squares), ``smallest_type`` (areas), ``smallest_weight`` (people),
        ``share_of_best`` (of the starts), ``silhouette_areas`` (whose widths were taken: all of up
        to 5,000, else 2,000 drawn by their codes). The indices may disagree; nothing is decided
        here. :func:`sentences_of_k` says in a sentence what each column tells.

    Examples
    --------
    By hand, for k = 2: each village is 1 from its middle, so the sum of squares is 4.

    >>> import pandas as pd
    >>> villages = pd.DataFrame({"young": [0.0, 2.0, 10.0, 12.0]}, index=["Au", "Bo", "Cam", "Elm"])
    >>> table = choose_k(villages, [2, 3])
    >>> table["inertia"].tolist(), table["smallest_type"].tolist()
    ([4.0, 2.0], [2, 1])
    """
    import pandas as pd

    frame = frame_of(frame, "frame")
    require_progress(progress)
    points = points_of(frame, weights)
    wanted = [require_count(k, "ks", least=1) for k in _listed(ks)]
    references = require_count(references, "references")
    samples = require_count(samples, "samples")
    rows = _core.choose_k(
        points,
        wanted,
        require_count(starts, "starts", least=1),
        require_count(seed, "seed", most=2**63 - 1),
        require_count(threads, "threads"),
        progress,
    )
    columns = [
        "k",
        "silhouette",
        "weighted_silhouette",
        "squared_silhouette",
        "calinski_harabasz",
        "davies_bouldin",
        "dunn",
        "inertia",
        "explained",
        "smallest_type",
        "smallest_weight",
        "share_of_best",
        "silhouette_areas",
    ]
    table = pd.DataFrame(rows, columns=columns).set_index("k")
    few: dict[str, Any] = {
        "weights": weights,
        "seed": seed,
        "threads": threads,
        "progress": progress,
    }
    if references:
        gaps = gap_statistic(frame, wanted, references=max(2, references), **few)
        table = table.join(
            gaps[["gap", "error", "chosen"]].add_prefix("gap_").rename(columns={"gap_gap": "gap"})
        )
    if samples:
        stable = [
            bootstrap_stability(
                frame, kmeans(frame, k, starts=starts, **few), samples=samples, **few
            )
            for k in table.index
        ]
        table["stability"] = [types.jaccard.mean() for types in stable]
        table["least_stable"] = [types.jaccard.min() for types in stable]
    return table


def sentences_of_k(language: Literal["en", "de"] = "en") -> pd.Series:
    """What each column of :func:`choose_k` tells, in a sentence.

    Examples
    --------
    >>> sentences_of_k()["smallest_type"]
    'How many areas the smallest type has: a type of one or two is an exception, not a type.'
    """
    import pandas as pd

    sentences = indices.sentences(require_choice(language, "language", ["en", "de"]))
    return pd.Series(sentences, name=language)


def _listed(ks: Iterable[int]) -> list[int]:
    listed = list_items(ks)
    if listed is None:
        raise invalid_argument("ks", f"is {shown(ks)}; a list of numbers of types is needed")
    return listed
