"""The form of a catalogue file: what each option means and what it must be."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from sozialraum.core import yaml_file
from sozialraum.core.yaml_file import YamlFile

__all__ = ["CatalogueFile", "read"]

Kind = Literal["share", "rate", "ratio", "percentage", "value"]

_WORDS = {"burden": 1, "neutral": 0, "resource": -1}


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _as_text(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _as_direction(value: Any) -> Any:
    return _WORDS.get(value, value) if isinstance(value, str) else value


_Id = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]
_Columns = Annotated[list[Annotated[str, Field(min_length=1)]], BeforeValidator(_as_list)]
_Text = Annotated[str, Field(min_length=1)]
_Date = Annotated[_Text, BeforeValidator(_as_text)]
_Direction = Annotated[Literal[-1, 0, 1], BeforeValidator(_as_direction)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Dimension(_Strict):
    name_de: _Text
    name_en: _Text


class _Indicator(_Strict):
    id: _Id
    name_de: _Text
    name_en: _Text
    dimension: str
    kind: Kind | None = None
    numerator: _Columns | None = None
    denominator: _Columns | None = None
    percentage: _Text | None = None
    base: _Columns | None = None
    value: _Text | None = None
    unit: str
    scale: Annotated[float, Field(gt=0, strict=False)] | None = None
    direction: _Direction
    source: _Text
    date: _Date
    licence: _Text
    rounding: Annotated[float, Field(ge=0, strict=False)] = 0.0
    note: str = ""

    @model_validator(mode="after")
    def _names_its_columns_in_one_way(self) -> _Indicator:
        given = {
            "percentage": self.percentage is not None,
            "value": self.value is not None,
            "share": self.numerator is not None or self.denominator is not None,
        }
        if sum(given.values()) != 1:
            raise ValueError(
                "an indicator is either numerator and denominator, or percentage (with base), "
                "or value"
            )
        if given["share"] and (self.numerator is None or self.denominator is None):
            raise ValueError("numerator and denominator belong together")
        if self.base is not None and not given["percentage"]:
            raise ValueError("base belongs to percentage; a numerator has a denominator")
        if self.kind is not None and (self.kind in ("percentage", "value")) == given["share"]:
            raise ValueError(f"kind '{self.kind}' does not fit the columns that are named")
        if given["value"] and self.kind == "percentage":
            raise ValueError("kind 'percentage' does not fit the columns that are named")
        if given["percentage"] and self.kind == "value":
            raise ValueError("kind 'value' does not fit the columns that are named")
        if self.unit == "%" and not given["value"] and self.scale not in (None, 100.0):
            raise ValueError("the unit % needs the scale 100")
        return self

    def definition(self) -> dict[str, Any]:
        """The members of :class:`sozialraum.indicator.Definition`."""
        numerator, denominator = self.numerator or [], self.denominator or []
        kind: Kind = self.kind or "share"
        if self.percentage is not None:
            numerator, denominator, kind = [self.percentage], self.base or [], "percentage"
        elif self.value is not None:
            numerator, kind = [self.value], "value"
        percent = self.unit == "%" and kind != "value"
        return {
            "id": self.id,
            "name_de": self.name_de,
            "name_en": self.name_en,
            "dimension": self.dimension,
            "kind": kind,
            "numerator": tuple(numerator),
            "denominator": tuple(denominator),
            "unit": self.unit,
            "scale": self.scale if self.scale is not None else 100.0 if percent else 1.0,
            "direction": self.direction,
            "source": self.source,
            "date": self.date,
            "licence": self.licence,
            "rounding": self.rounding,
            "note": self.note,
        }


class CatalogueFile(_Strict):
    """A catalogue as its file says it."""

    title: str = ""
    dimensions: dict[_Id, _Dimension]
    indicators: Annotated[list[_Indicator], Field(min_length=1)]


def read(path: str | Path) -> tuple[CatalogueFile, YamlFile]:
    """What a catalogue file says, checked, and the file to find its lines in."""
    content, file = yaml_file.read(path, CatalogueFile)
    _require_known_dimensions(content, file)
    _require_unique_ids(content, file)
    return content, file


def _require_known_dimensions(content: CatalogueFile, file: YamlFile) -> None:
    for i, indicator in enumerate(content.indicators):
        if indicator.dimension not in content.dimensions:
            loc = ("indicators", i, "dimension")
            raise file.unknown("dimension", indicator.dimension, list(content.dimensions), loc)


def _require_unique_ids(content: CatalogueFile, file: YamlFile) -> None:
    first: dict[str, int] = {}
    for i, indicator in enumerate(content.indicators):
        if indicator.id in first:
            row = file.row(("indicators", first[indicator.id], "id"))
            raise file.error(
                "duplicate_indicator",
                f"the indicator id '{indicator.id}' is used twice, first in row {row}",
                ("indicators", i, "id"),
                "give every indicator an id of its own",
            )
        first[indicator.id] = i
