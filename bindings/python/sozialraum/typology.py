"""Which areas are alike? Types of areas, how good they are, and how sure each area's type is.

Every function takes a frame of areas x indicators whose index holds the area codes as text and whose
numbers are comparable with one another (usually z values): distance is plain Euclidean distance.
Missing values are refused and the areas named; nothing is imputed. Types carry the letters A, B, C, ...
by a stated rule: by falling population (or number of areas), ties by the smallest area code.
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from sozialraum._core import typology as _core
from sozialraum.core import Finding, InvalidInput, Place, Severity, require_pandas, unknown_name

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    Progress = Callable[[int, int], object]

__all__ = [
    "Clustering",
    "Hierarchy",
    "Membership",
    "Silhouette",
    "TypeProfiles",
    "calinski_harabasz",
    "choose_k",
    "davies_bouldin",
    "kmeans",
    "letter",
    "letters",
    "membership",
    "profile",
    "second_best",
    "silhouette",
    "ward",
]


@dataclass(frozen=True)
class Clustering:
    """Which area is of which type, and what is the middle of each type.

    Attributes
    ----------
    types : pandas.Series of str
        Letter of each area, in the order of the input.
    centres : pandas.DataFrame
        Types x indicators: (weighted) means of the members.
    sizes : pandas.Series of int
        Areas per type.
    weights : pandas.Series of float
        People per type; areas if no weights were given.
    inertia : float
        Sum of weight times squared distance to the own centre.
    starts : int
        Random starts made; 0 for methods without.
    share_of_best : float
        Share of the starts whose inertia is within one millionth of the best.
    start_inertia : numpy.ndarray
        Inertia of every start, in the order of their numbers.
    rule : str
        How the letters were given.
    findings : list of Finding
    """

    types: pd.Series
    centres: pd.DataFrame
    sizes: pd.Series
    weights: pd.Series
    inertia: float
    starts: int = 0
    share_of_best: float = 1.0
    start_inertia: npt.NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    rule: str = "by falling weight (population, or number of areas); ties by the smallest area code"
    findings: list[Finding] = field(default_factory=list)

    @property
    def k(self) -> int:
        """Number of types."""
        return len(self.centres)

    def ordered_by(self, indicator: str, *, descending: bool = True) -> Clustering:
        """The same types with letters by the centres of one indicator.

        Raises
        ------
        UnknownName
            If there is no such indicator; names the nearest.
        """
        if indicator not in self.centres.columns:
            raise unknown_name("indicator", indicator, [str(c) for c in self.centres.columns])
        key = self.centres[indicator] if descending else -self.centres[indicator]
        order = [str(x) for x in key.sort_values(ascending=False, kind="stable").index]
        new = {old: letter(i) for i, old in enumerate(order)}

        def renamed(table: Any) -> Any:
            return table.loc[order].rename(index=new)

        return replace(
            self,
            types=self.types.map(new),
            centres=renamed(self.centres),
            sizes=renamed(self.sizes),
            weights=renamed(self.weights),
            rule=f"by {'falling' if descending else 'rising'} centre of '{indicator}'",
        )


@dataclass(frozen=True)
class Hierarchy:
    """The tree in which areas grow together.

    Attributes
    ----------
    heights : numpy.ndarray
        Of the n - 1 merges, rising: ``sqrt(2 * rise of the sum of squares)``, as R's ``ward.D2``
        and scipy's ``ward``.
    linkage : numpy.ndarray
        Merges as scipy writes them: first, second, height, size. Areas are numbered in the order
        of ``codes``.
    codes : list of str
        Area codes, sorted.
    """

    heights: npt.NDArray[np.float64]
    linkage: npt.NDArray[np.float64]
    codes: list[str]
    _tree: Any = field(repr=False)
    _frame: pd.DataFrame = field(repr=False)
    _weights: npt.NDArray[np.float64] | None = field(repr=False)

    def cut(self, k: int) -> Clustering:
        """The partition into ``k`` types, by undoing the last ``k - 1`` merges.

        Raises
        ------
        InvalidInput
            ``k`` below 1 or above the number of areas.
        """
        types = self._tree.cut(_at_least_one(k, "k"))
        points = _points_of_array(self._frame, self._weights)
        numbered = _core.number_types(points, types, k)
        return _clustering(self._frame, _core.describe_partition(points, numbered, k), starts=0)


@dataclass(frozen=True)
class Silhouette:
    """How well each area sits in its type: ``width`` per area (-1 to 1), plain and weighted mean."""  # noqa: E501

    width: pd.Series
    mean: float
    weighted_mean: float


@dataclass(frozen=True)
class TypeProfiles:
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


@dataclass(frozen=True)
class Membership:
    """How sure each type is, given how uncertain the numbers are.

    Attributes
    ----------
    probability : pandas.DataFrame
        Areas x types; rows sum to 1.
    certainty : pandas.Series
        Probability of the type the area was given.
    draws : int
        Draws per area.
    """

    probability: pd.DataFrame
    certainty: pd.Series
    draws: int


def kmeans(
    frame: pd.DataFrame,
    k: int,
    *,
    weights: pd.Series | None = None,
    starts: int = 100,
    seed: int = 1,
    threads: int = 0,
    progress: Progress | None = None,
) -> Clustering:
    """Group areas into ``k`` types, each as alike inside as possible.

    Minimises the sum of weight times squared distance to the own centre: greedy k-means++ starts
    (Arthur and Vassilvitskii 2007), Lloyd's steps, then single moves as long as the sum falls
    (Hartigan 1975); the best of all starts wins. The result depends neither on the number of
    threads nor on the order of the rows.

    Parameters
    ----------
    frame : pandas.DataFrame
        Areas x indicators, comparable numbers, no missing values, area codes as text index.
    k : int
        Number of types.
    weights : pandas.Series, optional
        People per area, same areas in any order; act as replicated rows. An area of weight 0 is
        typed, but shapes no type.
    starts : int
        Random starts.
    seed : int
        The same seed gives the same result.
    threads : int
        0 = all of the machine.
    progress : callable, optional
        Called with (done, total) starts about ten times a second.

    Returns
    -------
    Clustering

    Raises
    ------
    InvalidInput
        ``missing_values``, ``constant_column``, ``fewer_areas_than_types``, ``negative_weight``, ...

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"z": [0.0, 0.1, 5.0, 5.1, 5.2]}, index=list("abcde"))
    >>> kmeans(frame, 2).types.to_dict()
    {'a': 'B', 'b': 'B', 'c': 'A', 'd': 'A', 'e': 'A'}
    """  # noqa: E501
    result = _core.kmeans(
        _points(frame, weights),
        _at_least_one(k, "k"),
        _at_least_one(starts, "starts"),
        seed,
        threads,
        progress,
    )
    return _clustering(frame, result, starts=starts)


def ward(
    frame: pd.DataFrame,
    *,
    weights: pd.Series | None = None,
    progress: Progress | None = None,
) -> Hierarchy:
    """Let alike areas grow together (Ward 1963), from single areas to one group.

    Nearest-neighbour chains (Murtagh 1983) over group centres: no distance matrix is made, 30,000
    areas need a few megabytes. Time grows with the square of the number of areas.

    Parameters
    ----------
    frame, weights, progress
        As in :func:`kmeans`; weights must be positive.

    Returns
    -------
    Hierarchy

    Examples
    --------
    >>> import pandas as pd
    >>> tree = ward(pd.DataFrame({"z": [0.0, 1.0, 5.0]}, index=list("abc")))
    >>> tree.heights.round(4).tolist()
    [1.0, 5.1962]
    >>> tree.cut(2).types.to_dict()
    {'a': 'A', 'b': 'A', 'c': 'B'}
    """
    tree = _core.ward(_points(frame, weights), progress)
    linkage = tree.linkage()
    return Hierarchy(
        heights=linkage[:, 2].copy(),
        linkage=linkage,
        codes=[str(frame.index[i]) for i in tree.areas()],
        _tree=tree,
        _frame=frame,
        _weights=_weights(frame, weights),
    )


def silhouette(
    frame: pd.DataFrame,
    types: pd.Series | Clustering,
    *,
    weights: pd.Series | None = None,
    threads: int = 0,
    progress: Progress | None = None,
) -> Silhouette:
    """Silhouette widths (Rousseeuw 1987) per area, and their plain and weighted mean.

    With weights, distances are averaged over the people of the *other* areas. O(areas²) time.

    Raises
    ------
    InvalidInput
        ``types_out_of_range`` unless there are at least 2 types and fewer types than areas.
    """
    import pandas as pd

    numbers, names = _numbers(frame, types)
    width, mean, weighted = _core.silhouette(
        _points(frame, weights), numbers, len(names), threads, progress
    )
    return Silhouette(pd.Series(width, index=frame.index, name="silhouette"), mean, weighted)


def calinski_harabasz(
    frame: pd.DataFrame,
    types: pd.Series | Clustering,
    *,
    weights: pd.Series | None = None,
) -> float:
    """Variance ratio [between / (k - 1)] / [within / (n - k)], n areas; larger is better.

    Calinski and Harabasz (1974). Multiplying all weights changes nothing.
    """
    numbers, names = _numbers(frame, types)
    return float(_core.calinski_harabasz(_points(frame, weights), numbers, len(names)))


def davies_bouldin(
    frame: pd.DataFrame,
    types: pd.Series | Clustering,
    *,
    weights: pd.Series | None = None,
) -> float:
    """Mean over types of the worst (spread + spread) / distance of centres; smaller is better.

    Davies and Bouldin (1979).
    """
    numbers, names = _numbers(frame, types)
    return float(_core.davies_bouldin(_points(frame, weights), numbers, len(names)))


def choose_k(
    frame: pd.DataFrame,
    ks: Iterable[int],
    *,
    weights: pd.Series | None = None,
    starts: int = 100,
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

    Returns
    -------
    pandas.DataFrame
        Index ``k``; columns ``silhouette`` and ``weighted_silhouette`` (larger is better),
        ``calinski_harabasz`` (larger), ``davies_bouldin`` (smaller), ``inertia``, ``explained``
        (share of the sum of squares), ``smallest_type`` (areas), ``smallest_weight`` (people),
        ``share_of_best`` (of the starts). The indices may disagree; nothing is decided here.
    """
    import pandas as pd

    rows = _core.choose_k(
        _points(frame, weights),
        [_at_least_one(k, "ks") for k in ks],
        _at_least_one(starts, "starts"),
        seed,
        threads,
        progress,
    )
    columns = [
        "k",
        "silhouette",
        "weighted_silhouette",
        "calinski_harabasz",
        "davies_bouldin",
        "inertia",
        "explained",
        "smallest_type",
        "smallest_weight",
        "share_of_best",
    ]
    return pd.DataFrame(rows, columns=columns).set_index("k")


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
    """
    import pandas as pd

    numbers, names = _numbers(frame, types)
    result = _core.profile(_points(frame, population, "population"), numbers, len(names))
    index = pd.Index(names, name="type")
    representative = [str(frame.index[i]) for i in result["representative"]]
    return TypeProfiles(
        z_means=pd.DataFrame(result["z_means"], index=index, columns=frame.columns),
        spread=pd.DataFrame(result["spread"], index=index, columns=frame.columns),
        sizes=pd.Series(result["sizes"].astype(np.int64), index=index, name="sizes"),
        population=pd.Series(result["weights"], index=index, name="population"),
        representative=pd.Series(representative, index=index, name="representative"),
    )


def letters(
    types: pd.Series,
    *,
    population: pd.Series | None = None,
    by: pd.Series | None = None,
    descending: bool = True,
) -> pd.Series:
    """Give types of any names the letters A, B, C, ... by a stated rule.

    Parameters
    ----------
    types : pandas.Series
        Any label per area.
    population : pandas.Series, optional
        People per area: the type with most people is A. Without it the type with most areas.
    by : pandas.Series, optional
        One number per type label, such as the centres of one indicator: orders by it instead.
    descending : bool
        Largest number first.

    Returns
    -------
    pandas.Series of str
        Letter per area; ties go to the type with the smallest area code.

    Examples
    --------
    >>> import pandas as pd
    >>> letters(pd.Series([7, 7, 3], index=["a", "b", "c"])).tolist()
    ['A', 'A', 'B']
    """
    import pandas as pd

    numbers, names = _numbers_of_series(types)
    key = None if by is None else by.reindex(names).to_numpy(dtype=float)
    if key is not None and np.isnan(key).any():
        raise _bad("by", "lacks a number for a type", "give one number per type label")
    if key is not None and not descending:
        key = -key
    if key is None and not descending:
        key = -_group_weights(types, numbers, population, len(names))
    points = _core.Points(
        _codes(types.index),
        np.empty((len(types), 0)),
        [],
        _weights(types, population, "population"),
    )
    ordered = _core.number_types(points, numbers, len(names), key)
    return pd.Series([letter(int(i)) for i in ordered], index=types.index, name="type")


def letter(number: int) -> str:
    """The letter of a type number: 0 is A, 25 is Z, 26 is AA.

    Examples
    --------
    >>> [letter(0), letter(25), letter(26)]
    ['A', 'Z', 'AA']
    """
    text = ""
    number += 1
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


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
    """
    import pandas as pd

    frame = _columns_of(frame, clustering)
    numbers, names = _numbers(frame, clustering)
    second, distance, second_distance, margin = _core.second_best(
        _points(frame, None), numbers, clustering.centres.to_numpy(dtype=float)
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
    """Probability of each type per area, from the measurement error of its indicators.

    Each indicator is drawn anew from a normal distribution around its value with its standard error,
    independently of the others; the draw goes to the nearest centre, the centres stay; the
    probability is the share of draws. It speaks of chance in the numbers only, not of the choice of
    indicators or of the number of types. With 1,000 draws a probability of 0.5 has a standard error
    of 0.016.

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

    frame = _columns_of(frame, clustering)
    errors = standard_errors.reindex(index=frame.index, columns=frame.columns)
    numbers, names = _numbers(frame, clustering)
    probability, certainty = _core.membership(
        _points(frame, None),
        numbers,
        clustering.centres.to_numpy(dtype=float),
        errors.to_numpy(dtype=float),
        _at_least_one(draws, "draws"),
        seed,
        threads,
        progress,
    )
    return Membership(
        probability=pd.DataFrame(probability, index=frame.index, columns=names),
        certainty=pd.Series(certainty, index=frame.index, name="certainty"),
        draws=draws,
    )


def _bad(
    argument: str, trouble: str, hint: str = "", code: str = "invalid_argument"
) -> InvalidInput:
    return InvalidInput(
        Finding(
            code=code,
            message=f"{argument} {trouble}",
            severity=Severity.WARNING,
            place=Place(argument=argument),
            hint=hint,
        )
    )


def _at_least_one(number: int, argument: str) -> int:
    if int(number) != number or number < 1:
        raise _bad(argument, f"is {number}; a whole number of at least 1 is needed")
    return int(number)


def _codes(index: pd.Index) -> list[str]:
    codes = list(index)
    if not all(isinstance(code, str) for code in codes):
        raise _bad(
            "index",
            "holds area codes that are not text",
            "read the key column as text, so that no leading zero is lost",
            "bad_area_code",
        )
    return codes


def _weights(
    frame: pd.DataFrame | pd.Series,
    weights: pd.Series | None,
    argument: str = "weights",
) -> npt.NDArray[np.float64] | None:
    if weights is None:
        return None
    require_pandas("Series", weights, argument)
    aligned = weights.reindex(frame.index)
    lacking = [str(code) for code in frame.index[aligned.isna()]]
    if lacking:
        raise InvalidInput(
            Finding(
                code="missing_values",
                message=f"{len(lacking)} areas have no number in {argument}",
                severity=Severity.WARNING,
                place=Place(argument=argument),
                hint="give a number of people per area, 0 where nobody lives",
                areas=tuple(lacking),
            )
        )
    return np.asarray(aligned.to_numpy(dtype=float))


def _points(frame: pd.DataFrame, weights: pd.Series | None, argument: str = "weights") -> Any:
    require_pandas("DataFrame", frame, "frame")
    return _points_of_array(frame, _weights(frame, weights, argument))


def _points_of_array(frame: pd.DataFrame, weights: npt.NDArray[np.float64] | None) -> Any:
    from pandas.api.types import is_complex_dtype, is_numeric_dtype

    for name, kind in frame.dtypes.items():
        if not is_numeric_dtype(kind) or is_complex_dtype(kind):
            raise _bad(
                "frame",
                f"holds {kind} in column '{name}'",
                "give real numbers only",
                "not_a_number",
            )
    values = frame.to_numpy(dtype=float, na_value=np.nan)
    return _core.Points(_codes(frame.index), values, [str(c) for c in frame.columns], weights)


def _numbers_of_series(types: pd.Series) -> tuple[npt.NDArray[np.uint32], list[Any]]:
    if types.isna().any():
        areas = tuple(str(code) for code in types.index[types.isna()])
        raise InvalidInput(
            Finding(
                code="missing_values",
                message=f"{len(areas)} areas have no type",
                severity=Severity.WARNING,
                place=Place(argument="types"),
                areas=areas,
            )
        )
    names: list[Any] = sorted(types.unique(), key=lambda x: (len(str(x)), str(x)))
    number = {name: i for i, name in enumerate(names)}
    return np.asarray([number[t] for t in types], dtype=np.uint32), names


def _numbers(
    frame: pd.DataFrame, types: pd.Series | Clustering
) -> tuple[npt.NDArray[np.uint32], list[Any]]:
    if isinstance(types, Clustering):
        names = [str(name) for name in types.centres.index]
        series = types.types.reindex(frame.index)
        if not series.isna().any():
            number = {name: i for i, name in enumerate(names)}
            return np.asarray([number[t] for t in series], dtype=np.uint32), names
        types = types.types
    require_pandas("DataFrame", frame, "frame")
    require_pandas("Series", types, "types")
    return _numbers_of_series(types.reindex(frame.index))


def _group_weights(
    types: pd.Series,
    numbers: npt.NDArray[np.uint32],
    population: pd.Series | None,
    count: int,
) -> npt.NDArray[np.float64]:
    weights = _weights(types, population, "population")
    return np.bincount(numbers, weights=weights, minlength=count).astype(float)


def _columns_of(frame: pd.DataFrame, clustering: Clustering) -> pd.DataFrame:
    for column in clustering.centres.columns:
        if column not in frame.columns:
            raise unknown_name("indicator", str(column), [str(c) for c in frame.columns])
    return frame[list(clustering.centres.columns)]


def _clustering(frame: pd.DataFrame, result: dict[str, Any], *, starts: int) -> Clustering:
    import pandas as pd

    names = [letter(i) for i in range(len(result["sizes"]))]
    index = pd.Index(names, name="type")
    return Clustering(
        types=pd.Series([names[i] for i in result["types"]], index=frame.index, name="type"),
        centres=pd.DataFrame(result["centres"], index=index, columns=frame.columns),
        sizes=pd.Series(result["sizes"].astype(np.int64), index=index, name="sizes"),
        weights=pd.Series(result["weights"], index=index, name="weights"),
        inertia=result["inertia"],
        starts=starts,
        share_of_best=result["share_of_best"],
        start_inertia=result["start_inertia"],
        findings=result["findings"],
    )
