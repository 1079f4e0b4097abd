"""Labels of rows as numbers 0, 1, 2, ... in the order of first appearance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sozialraum.core.finding import invalid_argument, label_text

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd


def numbered(labels: pd.Series, argument: str) -> tuple[npt.NDArray[np.int64], pd.Index]:
    """The number of each row, and the labels by their numbers; no row may be without one."""
    import pandas as pd

    try:
        numbers, found = pd.factorize(labels)
    except (TypeError, ValueError, OverflowError):
        raise invalid_argument(argument, "holds what is no label", "give texts") from None
    if (numbers < 0).any():
        row = label_text(labels.index[int(np.argmax(numbers < 0))])
        raise invalid_argument(argument, f"says nothing at '{row}'", "give every row a label")
    return np.asarray(numbers, dtype=np.int64), pd.Index(found)
