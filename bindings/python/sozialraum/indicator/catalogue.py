"""The definitions of a project, and what they make of a table."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import numpy as np

from sozialraum._core import indicator as _indicator
from sozialraum.core import InvalidInput, unknown_name
from sozialraum.core.door import require_choice, require_path, require_texts
from sozialraum.core.result import Result
from sozialraum.indicator.definition import AreaLevel, Definition, Dimension
from sozialraum.indicator.name_use import name_use

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from sozialraum.core import AreaTable, Finding


@dataclass(frozen=True, repr=False)
class Indicators(Result):
    """The indicators of all areas: frames of areas x indicator ids.

    Attributes
    ----------
    values : pandas.DataFrame
        In the unit of the definition; NaN where the state has no value.
    lower, upper : pandas.DataFrame
        Interval at the chosen level; NaN where there is none.
    states : pandas.DataFrame of uint8
        :class:`sozialraum.core.CellState` of each value.
    count, base : pandas.DataFrame
        Persons or events behind each value; NaN for plain values.
    findings : list of Finding
    """

    values: pd.DataFrame
    lower: pd.DataFrame
    upper: pd.DataFrame
    states: pd.DataFrame
    count: pd.DataFrame
    base: pd.DataFrame
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True)
class Catalogue:
    """Which indicators describe an area, and how they are made from a table.

    Attributes
    ----------
    definitions : list of Definition
    dimensions : dict of str to Dimension
        In the order of the file.
    title : str
    file : str
        Where it was read from; empty if it was made in code.
    rows : dict of str to int
        Line of each indicator in the file.
    chapters : dict of str to Dimension
        Of the report of an education office, by their letter.
    starter : bool
        True for a list to choose from, whose sources and dates come with the delivery.
    """

    definitions: list[Definition]
    dimensions: Mapping[str, Dimension] = field(default_factory=dict)
    title: str = ""
    file: str = ""
    rows: Mapping[str, int] = field(default_factory=dict)
    chapters: Mapping[str, Dimension] = field(default_factory=dict)
    starter: bool = False

    @property
    def columns(self) -> list[str]:
        """The columns of a table that the definitions read, each once."""
        return list(dict.fromkeys(c for d in self.definitions for c in d.columns))

    @property
    def directions(self) -> dict[str, int]:
        """Direction of each indicator, as :func:`sozialraum.composite.weighted_sum` takes it."""
        return {definition.id: definition.direction for definition in self.definitions}

    @property
    def sayable(self) -> dict[str, tuple[bool, bool]]:
        """Of each indicator: may a generated name say "more", may it say "less"?

        As :func:`sozialraum.typology.name_parts` takes it; :func:`name_use` tells the rule.
        """
        uses = {definition.id: name_use(definition) for definition in self.definitions}
        return {name: (use != "never", use == "both") for name, use in uses.items()}

    def definition(self, name: str) -> Definition:
        """The definition of an indicator; raises :class:`UnknownName` with the nearest id."""
        for definition in self.definitions:
            if definition.id == name:
                return definition
        raise unknown_name("indicator", name, [d.id for d in self.definitions])

    def only(self, ids: Sequence[str]) -> Catalogue:
        """The catalogue of some indicators, in its own order; a composition by its own id or part.

        Raises :class:`UnknownName` with the nearest id.
        """
        wanted = require_texts(ids, "ids")
        known = [name for d in self.definitions for name in (d.id, d.composition) if name]
        for name in wanted:
            if name not in known:
                raise unknown_name("indicator", name, known)
        return self._of([d for d in self.definitions if {d.id, d.composition} & set(wanted)])

    def at_level(self, area_level: AreaLevel) -> Catalogue:
        """The catalogue of the indicators whose figures go down to areas of this level.

        Parameters
        ----------
        area_level : str
            ``"cell_100m"``, ``"village"``, ``"school"``, ``"facility"``, ``"commune"``,
            ``"district"``, ``"agency_district"`` or ``"state"``.
        """
        require_choice(area_level, "area_level", get_args(AreaLevel))
        return self._of(
            [
                d
                for d in self.definitions
                if not (d.lowest_level and _indicator.finer(area_level, d.lowest_level))
            ]
        )

    def _of(self, definitions: list[Definition]) -> Catalogue:
        return dataclasses.replace(self, definitions=definitions)

    def compute(
        self,
        table: AreaTable,
        *,
        level: float = 0.95,
        area_level: AreaLevel | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Indicators:
        """Compute every indicator of every area.

        Parameters
        ----------
        table : AreaTable
            Numbers with their states; the index of ``table.data`` holds the area codes.
        level : float
            Of the intervals.
        area_level : str, optional
            Of what size the areas are (see :meth:`at_level`); needed as soon as a definition has a
            lowest level.
        progress : callable, optional
            Called with (rows done, rows in all).

        Returns
        -------
        Indicators
            Frames of areas x indicators. The state of a value is that of the cells it is made
            from; a base of zero gives ``UNDEFINED``.

        Raises
        ------
        UnknownName
            A column that the table lacks, with the nearest one, and file and line of the
            indicator.
        InvalidInput
            Negative numbers, a count above its base, a percentage outside 0..100: with the areas.
            ``below_lowest_level`` with the owner's name for an indicator whose figures do not go
            down to these areas.

        Notes
        -----
        Findings say what a reader must be told: ``reference_mixed`` (counts at the seat of a
        facility over residents), ``small_base``, ``parts_do_not_add_up``,
        ``unconfirmed_definition``.
        """
        if area_level is not None:
            require_choice(area_level, "area_level", get_args(AreaLevel))
        areas = [str(code) for code in table.data.index]
        columns = [
            (
                str(name),
                np.asarray(table.data[name], dtype=float),
                np.asarray(table.states[name], dtype=np.uint8),
            )
            for name in table.data.columns
        ]
        compiled = [_indicator.Definition(dataclasses.asdict(d)) for d in self.definitions]
        try:
            made, findings = _indicator.compute(
                compiled, areas, columns, level, progress, area_level or ""
            )
        except InvalidInput as error:
            raise self._with_line(error) from error
        return self._frames(made, table.data.index, findings)

    def _with_line(self, error: InvalidInput) -> InvalidInput:
        """The error with file and line of the indicator it speaks of."""
        place = error.finding.place
        name = error.finding.details.get("indicator", place.argument.removeprefix("indicator "))
        if name not in self.rows:
            return error
        place = dataclasses.replace(place, file=self.file, row=self.rows[name])
        return type(error)(dataclasses.replace(error.finding, place=place))

    def _frames(
        self,
        made: Mapping[str, Sequence[npt.NDArray[np.float64]]],
        index: pd.Index,
        findings: list[Finding],
    ) -> Indicators:
        import pandas as pd

        def frame(part: int) -> pd.DataFrame:
            columns = {d.id: made[d.id][part] for d in self.definitions}
            return pd.DataFrame(columns, index=index.astype(str), copy=False)

        return Indicators(
            values=frame(0),
            lower=frame(1),
            upper=frame(2),
            states=frame(3),
            count=frame(4),
            base=frame(5),
            findings=findings,
        )


def load_catalogue(path: str | Path) -> Catalogue:
    """Read and check a catalogue file.

    Parameters
    ----------
    path : str or Path
        A YAML file with ``dimensions`` and ``indicators``; the form is described in
        ``docs/methods/indicator.md``.

    Returns
    -------
    Catalogue

    Raises
    ------
    InvalidInput
        With file and line: ``file_missing``, ``not_yaml``, ``missing_option``, ``wrong_option``,
        ``duplicate_option``, ``duplicate_indicator``.
    UnknownName
        ``unknown_option`` or ``unknown_dimension``, with the nearest right name.
    """
    from sozialraum.indicator import catalogue_file

    content, file = catalogue_file.read(require_path(path, "path"))
    return Catalogue(
        definitions=[
            Definition(**told)
            for indicator in content.indicators
            for told in indicator.definitions()
        ],
        dimensions={
            name: Dimension(name, dimension.name_de, dimension.name_en)
            for name, dimension in content.dimensions.items()
        },
        title=content.title,
        file=str(path),
        rows={
            name: file.row(("indicators", i))
            for i, indicator in enumerate(content.indicators)
            for name in {indicator.id, *(told["id"] for told in indicator.definitions())}
        },
        chapters={
            name: Dimension(name, chapter.name_de, chapter.name_en)
            for name, chapter in content.chapters.items()
        },
        starter=content.starter,
    )
