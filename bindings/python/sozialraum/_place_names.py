"""What are places called? By the user's own index in results, by its texts everywhere else.

Searches know places by their row. :class:`PlaceNames` leads from rows back to the labels of the
index (whole numbers stay whole numbers) and on to the texts that findings, files and errors show.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from sozialraum.core import Finding, InvalidInput, Place, Severity, label_text, unknown_name

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    Rows = npt.NDArray[np.int64]

__all__ = ["PlaceNames"]


class PlaceNames:
    """The names of places, which differ also as text.

    Attributes
    ----------
    index : pandas.Index
        As the user gave it; of results by place.
    texts : list of str
        In the same order; for findings and files.

    Raises
    ------
    InvalidInput
        ``duplicate_key`` for a name that occurs twice, or for two names with the same text: a
        finding about 1 could not be told from one about '1'.
    """

    def __init__(self, index: pd.Index, argument: str) -> None:
        self.index = index
        self.texts = [label_text(label) for label in index]
        if len(set(self.texts)) < len(self.texts):
            raise _twice(self, argument)

    def labels(self, rows: npt.ArrayLike) -> Any:
        """The labels of rows, for a column; None at -1."""
        numbers = np.asarray(rows, dtype=np.int64)
        flat = _flat(self.index)
        if (numbers >= 0).all():
            return flat.take(numbers).array
        objects = np.full(len(flat) + 1, None, dtype=object)
        objects[:-1] = flat.to_numpy(dtype=object)
        return objects[numbers]

    def rows(self, labels: Iterable[Any]) -> Rows:
        """The rows of labels, or of their texts; -1 where there is no such place."""
        import pandas as pd

        wanted = pd.Index(labels, tupleize_cols=False)
        try:
            found = _flat(self.index).get_indexer(wanted)
        except TypeError:  # what cannot be looked up, such as a list
            found = np.full(len(wanted), -1)
        lost = found < 0
        if lost.any():
            texts = pd.Index([label_text(label) for label in wanted[lost]], dtype=object)
            found = np.array(found)
            found[lost] = pd.Index(self.texts, dtype=object).get_indexer(texts)
        return found.astype(np.int64)

    def known_rows(self, labels: Iterable[Any], kind: str, argument: str) -> Rows:
        """The rows of labels; raises :class:`UnknownName` for a place that is none of these."""
        labels = list(labels)
        rows = self.rows(labels)
        if (rows < 0).any():
            wanted = label_text(labels[int(np.argmax(rows < 0))])
            raise unknown_name(kind, wanted, self.texts, Place(argument=argument))
        return rows


def _flat(index: pd.Index) -> pd.Index:
    """One label a place: tuples for an index of several levels."""
    import pandas as pd

    return index.to_flat_index() if isinstance(index, pd.MultiIndex) else index


def _twice(names: PlaceNames, argument: str) -> InvalidInput:
    seen: set[str] = set()
    twice = next(text for text in names.texts if text in seen or seen.add(text))  # type: ignore[func-returns-value]
    alike = "" if names.index.has_duplicates else "names are compared as text: 1 and '1' are alike"
    return InvalidInput(
        Finding(
            code="duplicate_key",
            message=f"has the name '{twice}' twice",
            severity=Severity.WARNING,
            place=Place(argument=argument),
            hint=alike,
        )
    )
