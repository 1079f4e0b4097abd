"""What might the numbers have been that were typed?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from sozialraum._core import typology as _core
from sozialraum.core import unknown_name
from sozialraum.core.door import frame_of, require_count
from sozialraum.core.finding import arguments_called, invalid_argument, label_text, shown
from sozialraum.typology.typed_numbers import Bend, fields_of, frozen_indicators

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    Floats = npt.NDArray[np.float64]


class JointDraws(Protocol):
    """Draws of a whole table, such as :class:`sozialraum.smallarea.TableDraws`."""

    index: pd.Index
    columns: Sequence[str]

    def block(self, first: int, draws: int) -> Floats: ...


@arguments_called({"values": "frame"})
def typed_draws(
    draws: JointDraws,
    frame: pd.DataFrame,
    *,
    number: int = 200,
    bends: Mapping[str, Bend] | None = None,
    weights: Mapping[str, float] | None = None,
) -> Floats:
    """Joint draws of the raw table, as the numbers that types are made of.

    What :func:`typed` made of ``frame`` is done with every draw, with the goalposts of ``frame``:
    the answer goes into :func:`stability` and :func:`certainty` as ``drawn``. Where the same people
    stand behind several indicators (a part and its whole, shares of one whole), only joint draws
    know that these swing together.

    Parameters
    ----------
    draws : TableDraws
        Of the same areas, with a column for each indicator of ``frame``, in its units.
    frame : pandas.DataFrame
        Areas x indicators, raw: what was typed.
    number : int
        So many draws; 100 draws of 10,000 areas and 10 indicators take 80 MB.
    bends, weights : mapping, optional
        As in :func:`typed`.

    Returns
    -------
    numpy.ndarray
        Draws x areas x indicators.

    Examples
    --------
    >>> import pandas as pd
    >>> from sozialraum import smallarea
    >>> areas = ["Au", "Berg", "Cham"]
    >>> counts = pd.DataFrame({"old": [20, 31, 45]}, areas)
    >>> bases = pd.DataFrame({"old": [100, 100, 100]}, areas)
    >>> draws = smallarea.draws_from_counts(counts, bases)
    >>> typed_draws(draws, counts / bases, number=50).shape
    (50, 3, 1)
    """
    frame = frame_of(frame, "frame")
    if not all(hasattr(draws, name) for name in ("index", "columns", "block")):
        raise invalid_argument("draws", f"is {shown(draws)}; a TableDraws is needed")
    titles = [label_text(column) for column in frame.columns]
    known = [label_text(column) for column in draws.columns]
    for title in titles:
        if title not in known:
            raise unknown_name("indicator", title, known)
    rows = draws.index.get_indexer(frame.index)
    if (rows < 0).any():
        lacking = [label_text(c) for c, row in zip(frame.index, rows, strict=True) if row < 0]
        raise invalid_argument(
            "draws", f"do not know {len(lacking)} areas", code="index_mismatch", areas=lacking
        )
    number = require_count(number, "number", least=1, most=1_000_000)
    block = draws.block(0, number)[:, rows][:, :, [known.index(title) for title in titles]]
    indicators = frozen_indicators(frame, bends=bends, weights=weights)
    told = _core.typed_draws(fields_of(indicators), np.ascontiguousarray(block).ravel())
    result: Floats = told.reshape(block.shape)
    return result


def drawn_array(drawn: object, areas: int, indicators: int) -> Floats | None:
    """Ready draws as the core takes them; their number counts."""
    if drawn is None:
        return None
    try:
        array: Any = np.asarray(drawn)
        if np.iscomplexobj(array):
            raise TypeError
        given: Floats = array.astype(float)
    except (TypeError, ValueError, OverflowError):
        raise invalid_argument("drawn", f"is {shown(drawn)}; an array is needed") from None
    if given.ndim != 3 or given.shape[1:] != (areas, indicators) or not len(given):
        raise invalid_argument(
            "drawn",
            f"has the shape {given.shape}; draws x {areas} areas x {indicators} indicators "
            "are needed",
            "make it with typed_draws",
            code="length_mismatch",
        )
    if not np.isfinite(given).all():
        raise invalid_argument("drawn", "holds numbers that are missing or infinite")
    return np.ascontiguousarray(given)
