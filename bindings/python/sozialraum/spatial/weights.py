"""Who neighbours whom, and how strongly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sozialraum._core import spatial as _core
from sozialraum.core.door import (
    require_count,
    require_label,
    require_list,
    require_numbers,
    require_texts,
)

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from sozialraum.core import Finding


class Weights:
    """Who neighbours whom, and how strongly: a sparse matrix by rows.

    Parameters
    ----------
    codes : list of str
        Area codes.
    indptr, indices : array of int
        Row i's neighbours are ``indices[indptr[i]:indptr[i + 1]]``, as in ``scipy.sparse.csr_array``.
    data : array of float
        Their weights.

    Raises
    ------
    InvalidInput
        ``duplicate_key``, ``own_neighbour``, ``duplicate_neighbour``, ``negative_weight``, ...

    Examples
    --------
    >>> w = Weights(["a", "b", "c"], [0, 1, 2, 2], [1, 0], [1.0, 1.0])
    >>> w.neighbours("a").to_dict()
    {'b': 1.0}
    >>> w.islands
    ['c']
    """  # noqa: E501

    def __init__(
        self,
        codes: list[str],
        indptr: npt.ArrayLike,
        indices: npt.ArrayLike,
        data: npt.ArrayLike,
    ) -> None:
        self._weights = _core.Weights(
            require_texts(codes, "codes"),
            _whole(indptr, "indptr"),
            _whole(indices, "indices"),
            _real(data, "data"),
        )
        self._read()

    @classmethod
    def _of(cls, weights: Any) -> Weights:
        self = cls.__new__(cls)
        self._weights = weights
        self._read()
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return Weights, (self.codes, self.indptr, self.indices, self.data)

    def _read(self) -> None:
        self.codes: list[str] = self._weights.codes()
        self.indptr, self.indices, self.data = self._weights.csr()
        self._row = {code: i for i, code in enumerate(self.codes)}
        self._labels: pd.Index | None = None

    def _rows_of(self, index: pd.Index) -> npt.NDArray[np.intp]:
        """The row of each label of a table; -1 of one that is not here."""
        import pandas as pd

        if self._labels is None:
            self._labels = pd.Index(self.codes)
        if index.equals(self._labels):
            return np.arange(len(self), dtype=np.intp)
        return self._labels.get_indexer(index)

    def __len__(self) -> int:
        return len(self.codes)

    def __repr__(self) -> str:
        return f"Weights({len(self)} areas, {self.links} links, {len(self.islands)} islands)"

    @property
    def links(self) -> int:
        """Number of directed links: a pair of neighbours counts twice."""
        return len(self.indices)

    @property
    def islands(self) -> list[str]:
        """Codes of the areas without neighbours."""
        return list(self._weights.islands())

    @property
    def components(self) -> pd.Series:
        """Part of the map of each area: 0 is the largest, ties by the smallest area code."""
        import pandas as pd

        return pd.Series(self._weights.components(), index=self.codes, name="component")

    @property
    def findings(self) -> list[Finding]:
        """``islands`` and ``several_components``, naming the areas; empty if all hang together."""
        return list(self._weights.findings())

    def neighbours(self, code: str) -> pd.Series:
        """The weights of an area's neighbours, by their codes.

        Raises
        ------
        UnknownName
            If there is no such area.
        """
        import pandas as pd

        require_label(code, "code", "area", self._row)
        row = slice(self.indptr[self._row[code]], self.indptr[self._row[code] + 1])
        names = [self.codes[i] for i in self.indices[row]]
        return pd.Series(self.data[row], index=pd.Index(names, dtype=object), name=code)

    def row_standardised(self) -> Weights:
        """The same with every row divided by its sum; islands keep their empty row."""
        return Weights._of(self._weights.row_standardised())

    def to_libpysal(self) -> Any:
        """The weights as ``libpysal.weights.W`` (needs libpysal)."""
        from libpysal.weights import W

        rows = {code: self.neighbours(code).index.tolist() for code in self.codes}
        weights = {code: self.neighbours(code).tolist() for code in self.codes}
        return W(rows, weights, id_order=self.codes, silence_warnings=True)

    @classmethod
    def from_libpysal(cls, w: Any) -> Weights:
        """Weights from a ``libpysal.weights.W``; its ids become codes as text."""
        row = {area: i for i, area in enumerate(w.id_order)}
        indptr = [0]
        indices: list[int] = []
        data: list[float] = []
        for area in w.id_order:
            indices += [row[other] for other in w.neighbors[area]]
            data += [float(x) for x in w.weights[area]]
            indptr.append(len(indices))
        return cls([str(area) for area in w.id_order], indptr, indices, data)


def _whole(values: object, argument: str) -> npt.NDArray[np.int64]:
    if isinstance(values, np.ndarray) and values.ndim == 1 and values.dtype.kind in "iu":
        return values.astype(np.int64)
    listed = [require_count(one, argument) for one in require_list(values, argument)]
    return np.asarray(listed, dtype=np.int64)


def _real(values: object, argument: str) -> npt.NDArray[np.float64]:
    if isinstance(values, np.ndarray) and values.ndim == 1 and values.dtype.kind == "f":
        return values.astype(np.float64)
    return np.asarray(require_numbers(values, argument), dtype=float)
