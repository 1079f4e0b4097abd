"""How fast is a mode on a class of road?"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import TYPE_CHECKING, Literal

from sozialraum import _osm
from sozialraum.core import Place
from sozialraum.core.door import require_choice, require_path
from sozialraum.core.finding import invalid_argument, shown

if TYPE_CHECKING:
    import pandas as pd


Mode = Literal["car", "bicycle", "foot"]
Path = str | os.PathLike[str]


@dataclass(frozen=True)
class SpeedTable:
    """How fast is a mode on a class of road, outside and inside built-up areas?

    speed = min(class, limit_factor x limit, caps)

    Attributes
    ----------
    name : str
        Goes with every result; ends in ``"+"`` if the table was changed.
    mode : {"car", "bicycle", "foot"}
    text : str
        The table as the text of its CSV file: print it, save it, change it, read it again.
    """

    name: str
    mode: str
    text: str
    _rows: tuple[tuple[str, str, float, float, str], ...]

    @property
    def frame(self) -> pd.DataFrame:
        """The rows: kind, key, rural, built_up (km/h; settings: seconds, km/h, factor), note."""
        import pandas as pd

        return pd.DataFrame(
            list(self._rows), columns=["kind", "key", "rural", "built_up", "note"]
        ).set_index(["kind", "key"])

    def with_speeds(self, speeds: Mapping[str, float | tuple[float, float]]) -> SpeedTable:
        """A copy with other free-flow speeds or settings.

        Parameters
        ----------
        speeds : dict
            Class of road (``"tertiary"``), cap (``"surface=gravel"``) or setting
            (``"signal_seconds"``) to one number, or to a pair outside, inside built-up areas.

        Raises
        ------
        InvalidInput
            A number is not above 0, or a key is neither a known class or setting nor a cap.

        Examples
        --------
        >>> table = speed_table("car").with_speeds({"tertiary": (70, 40)})
        >>> table.name, float(table.frame.loc[("class", "tertiary"), "rural"])
        ('car-rural-de-1+', 70.0)
        """
        if not isinstance(speeds, Mapping):
            raise invalid_argument(
                "speeds", f"is {shown(speeds)}", 'give a mapping: {"tertiary": 70}'
            )
        known = {key: kind for kind, key, *_ in self._rows if kind in ("class", "setting")}
        changes = []
        for key, value in speeds.items():
            pair = value if isinstance(value, tuple) else (value, value)
            numbers = [v for v in pair if isinstance(v, Real) and not isinstance(v, bool)]
            if len(pair) != 2 or len(numbers) != 2:
                raise invalid_argument(
                    "speeds",
                    f"has {shown(value)} for {shown(key)}",
                    "give a number of km/h, or a pair (outside, inside built-up areas)",
                )
            if not isinstance(key, str):
                raise invalid_argument(
                    "speeds", f"has the key {shown(key)}", 'name a class: {"tertiary": 70}'
                )
            if key not in known and "=" not in key:
                from sozialraum.core import unknown_name

                raise unknown_name("class", key, list(known), Place(argument="speeds"))
            changes.append(
                (known.get(key, "cap"), key, float(numbers[0]), float(numbers[1]), "changed")
            )
        return speeds_of(_osm.change_speed_table(self.text, changes))

    def __str__(self) -> str:
        return self.text


Speeds = SpeedTable | Path | Mapping[str, float | tuple[float, float]]


def require_mode(mode: object, argument: str = "mode") -> str:
    return require_choice(mode, argument, ["car", "bicycle", "foot"])


def speeds_of(facts: tuple[str, str, list[tuple[str, str, float, float, str]], str]) -> SpeedTable:
    name, mode, rows, text = facts
    return SpeedTable(name, mode, text, tuple(rows))


def speeds_of_text(text: str) -> SpeedTable:
    """The table that was kept as :attr:`SpeedTable.text`."""
    return speeds_of(_osm.change_speed_table(text, []))


def speed_table(mode: Mode = "car") -> SpeedTable:
    """The table that ships with the library.

    Examples
    --------
    >>> speed_table("foot").name
    'foot-1'
    """
    return speeds_of(_osm.built_in_speed_table(require_mode(mode)))


def read_speed_table(path: Path) -> SpeedTable:
    """Read a table from a CSV file such as those in ``data/speeds``.

    Raises
    ------
    InvalidInput
        ``missing_file``; ``bad_speed_table`` with file and line.

    Examples
    --------
    >>> read_speed_table("data/speeds/foot.csv").name
    'foot-1'
    """
    return speeds_of(_osm.read_speed_table(require_path(path, "path")))


def table_of(mode: Mode, speeds: Speeds | None) -> SpeedTable:
    """The speed table that is meant: the shipped one, another, or one with some numbers changed."""
    if speeds is None:
        return speed_table(mode)
    if isinstance(speeds, SpeedTable):
        return speeds
    if isinstance(speeds, Mapping):
        return speed_table(mode).with_speeds(speeds)
    if not isinstance(speeds, str | os.PathLike) or speeds == "":
        raise invalid_argument(
            "speeds", f"is {shown(speeds)}", "give a SpeedTable, its file, or a mapping"
        )
    return read_speed_table(speeds)


def tables_of(
    modes: Sequence[Mode], speeds: Mapping[Mode, Speeds] | None
) -> dict[Mode, SpeedTable]:
    """The speed tables of several modes, which must differ."""
    listed = isinstance(modes, Sequence) and not isinstance(modes, str | bytes)
    for mode in modes if listed else ():
        require_mode(mode, "modes")
    if not listed or not modes or len(set(modes)) != len(modes):
        raise invalid_argument(
            "modes", f"is {shown(modes)}", 'give a list of different modes: ["car", "foot"]'
        )
    if not isinstance(speeds, Mapping | None):
        raise invalid_argument(
            "speeds", f"is {shown(speeds)}", 'give a table for each mode: {"car": "my.csv"}'
        )
    given = speeds or {}
    for mode in given:
        require_choice(mode, "speeds", list(modes))
    return {mode: table_of(mode, given.get(mode)) for mode in modes}
