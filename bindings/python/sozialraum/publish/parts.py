"""A frame as the compiled writers take it: codes, numbers with their states, texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sozialraum.core import CellState
from sozialraum.publish.gate import safe_text

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["parts"]


def parts(
    frame: pd.DataFrame, states: pd.DataFrame | None = None, *, safe: bool = False
) -> tuple[Any, Any, Any]:
    """A frame as (codes, numbers with states, texts); texts as no formula if `safe`."""
    import pandas as pd

    numbers: list[tuple[str, Any, Any]] = []
    texts: list[tuple[str, list[str]]] = []
    for position, name in enumerate(frame.columns):
        cells = frame.iloc[:, position]
        if pd.api.types.is_numeric_dtype(cells):
            values = cells.to_numpy(dtype="float64", na_value=float("nan"))
            if states is None:
                kinds = pd.isna(values) * int(CellState.NOT_REPORTED)
            else:
                kinds = states.iloc[:, position].to_numpy()
            numbers.append((str(name), values, kinds))
        else:
            missing = cells.isna().to_list()
            shown = zip(cells.to_list(), missing, strict=True)
            written = ["" if gone else str(cell) for cell, gone in shown]
            texts.append((str(name), [safe_text(t) for t in written] if safe else written))
    return [str(code) for code in frame.index], numbers, texts
