"""Official keys of areas and grid cells in their one spelling."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from numbers import Integral

from sozialraum._core import core as _core
from sozialraum.core.door import require_count, require_list, require_numbers, require_text
from sozialraum.core.finding import shown


def check_area_codes(codes: Iterable[str], kind: str = "ags") -> list[str]:
    """Check official keys and return them in their one spelling.

    Parameters
    ----------
    codes : iterable of str
    kind : {"kreis", "ags", "ars", "grid_cell", "custom"}
        5, 8 or 12 digits, a European grid cell, or any text.

    Raises
    ------
    InvalidInput
        ``lost_leading_zero`` or ``bad_area_code``, naming the key.

    Examples
    --------
    >>> check_area_codes(["03252007"], kind="ags")
    ['03252007']
    """
    spelled = [_spelled(code) for code in require_list(codes, "codes")]
    return _core.check_area_codes(spelled, require_text(kind, "kind"))


def repair_leading_zero(text: str, kind: str = "ags") -> str | None:
    """The key with its lost zero put back, or None if the text is not such a key.

    Examples
    --------
    >>> repair_leading_zero("3252007")
    '03252007'
    """
    return _core.repair_leading_zero(require_text(text, "text"), require_text(kind, "kind"))


def guess_code_kind(text: str) -> str:
    """The kind of key a text looks like; ``"custom"`` if like none.

    Examples
    --------
    >>> guess_code_kind("03252007")
    'ags'
    """
    return _core.guess_code_kind(require_text(text, "text"))


def grid_cell_codes(east: Sequence[float], north: Sequence[float], size: int) -> list[str]:
    """Codes of the European grid cells that hold the points (EPSG:3035, metres).

    Examples
    --------
    >>> grid_cell_codes([4420500.0], [2974500.0], 1000)
    ['CRS3035RES1000mN2974000E4420000']
    """
    metres = require_count(size, "size", least=1)
    eastings, northings = require_numbers(east, "east"), require_numbers(north, "north")
    return _core.grid_cell_codes(eastings, northings, metres)


def _spelled(code: object) -> str:
    """A key as text; of a number, so that its lost zero is told."""
    if isinstance(code, Integral) and not isinstance(code, bool):
        return shown(code)
    return require_text(code, "codes")
