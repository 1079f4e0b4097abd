"""The form of a catalogue file: what each option means and what it must be."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from sozialraum.core import yaml_file
from sozialraum.core.yaml_file import YamlFile
from sozialraum.indicator.definition import AreaLevel, Kind

__all__ = ["CatalogueFile", "read"]

_KINDS: dict[str, tuple[str, ...]] = {
    "columns": ("share", "rate", "ratio", "mean", "density", "balance"),
    "count": ("count",),
    "percentage": ("percentage",),
    "value": ("value", "minutes", "clock"),
    "parts": ("composition",),
}
"""The kinds of each way to name columns; the first one is meant where none is told."""
_FileKind = Kind | Literal["composition"]

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


class _Chapter(_Strict):
    name_de: _Text
    name_en: _Text


class _Part(_Strict):
    """One part of a composition."""

    name_de: _Text
    name_en: _Text
    numerator: _Columns


class _Indicator(_Strict):
    id: _Id
    name_de: _Text
    name_en: _Text
    dimension: str
    chapter: str = ""
    kind: _FileKind | None = None
    numerator: _Columns | None = None
    minus: _Columns | None = None
    denominator: _Columns | None = None
    percentage: _Text | None = None
    base: _Columns | None = None
    value: _Text | None = None
    parts: Annotated[dict[_Id, _Part], Field(min_length=2)] | None = None
    unit: str
    scale: Annotated[float, Field(gt=0, strict=False)] | None = None
    direction: _Direction
    source: str = ""
    date: Annotated[str, BeforeValidator(_as_text)] = ""
    licence: str = ""
    rounding: Annotated[float, Field(ge=0, strict=False)] = 0.0
    base_rounding: Annotated[float, Field(ge=0, strict=False)] = 0.0
    noise: Annotated[float, Field(ge=0, strict=False)] = 0.0
    note: str = ""
    reference: Literal["", "residence", "facility"] = ""
    base_reference: Literal["", "residence", "facility"] | None = None
    official_level: AreaLevel | Literal["none"] | None = None
    lowest_level: AreaLevel | None = None
    owner: str = ""
    counted: Literal["persons", "dwellings", "facilities"] = "persons"
    minimum_base: Annotated[float, Field(ge=0, strict=False)] = 0.0
    numerator_de: str = ""
    numerator_en: str = ""
    denominator_de: str = ""
    denominator_en: str = ""
    caveat_de: str = ""
    caveat_en: str = ""
    evidence: Annotated[str, Field(pattern=r"^(V .+|K)?$")] = ""
    in_names: bool = True

    @model_validator(mode="after")
    def _names_its_columns_in_one_way(self) -> _Indicator:
        ways = [way for way, given in self._given().items() if given]
        if len(ways) != 1:
            raise ValueError(
                "an indicator is either numerator and denominator, or percentage (with base), "
                "or value"
            )
        if ways == ["columns"] and (self.numerator is None or self.denominator is None):
            raise ValueError("numerator and denominator belong together")
        if self.parts is not None and self.denominator is None:
            raise ValueError("parts and denominator belong together")
        if self.base is not None and ways != ["percentage"]:
            raise ValueError("base belongs to percentage; a numerator has a denominator")
        if self.kind is not None and self.kind not in _KINDS[ways[0]]:
            raise ValueError(f"kind '{self.kind}' does not fit the columns that are named")
        if (self.kind == "balance") != (self.minus is not None):
            raise ValueError("minus belongs to the kind balance, and a balance needs it")
        if self.unit == "%" and ways != ["value"] and self.scale not in (None, 100.0):
            raise ValueError("the unit % needs the scale 100")
        return self

    def _given(self) -> dict[str, bool]:
        """Which of the ways to name columns are used?"""
        alone = self.kind == "count"
        some = self.numerator is not None or self.denominator is not None
        return {
            "columns": some and not alone and self.parts is None,
            "count": alone,
            "percentage": self.percentage is not None,
            "value": self.value is not None,
            "parts": self.parts is not None,
        }

    def definitions(self) -> list[dict[str, Any]]:
        """The members of :class:`sozialraum.indicator.Definition`; of every part one."""
        if self.parts is None:
            return [self._definition(self.kind or self._usual_kind(), self._numerator())]
        return [
            self._definition("share", part.numerator)
            | {
                "id": f"{self.id}_{name}",
                "name_de": f"{self.name_de}: {part.name_de}",
                "name_en": f"{self.name_en}: {part.name_en}",
                "composition": self.id,
            }
            for name, part in self.parts.items()
        ]

    def _usual_kind(self) -> str:
        return next(_KINDS[way][0] for way, given in self._given().items() if given)

    def _numerator(self) -> list[str]:
        one = self.percentage if self.percentage is not None else self.value
        return [one] if one is not None else self.numerator or []

    def _definition(self, kind: str, numerator: list[str]) -> dict[str, Any]:
        told = self.model_dump(exclude={*_COLUMNS, "kind", "base_reference", "official_level"})
        percent = self.unit == "%" and kind not in _KINDS["value"]
        base_reference = self.base_reference
        level = self.official_level
        return told | {
            "kind": kind,
            "numerator": tuple(numerator),
            "denominator": tuple((self.base if self.percentage else self.denominator) or []),
            "minus": tuple(self.minus or []),
            "scale": self.scale if self.scale is not None else 100.0 if percent else 1.0,
            "base_reference": self.reference if base_reference is None else base_reference,
            "official_level": "" if level in (None, "none") else level,
            "lowest_level": self.lowest_level or "",
        }


_COLUMNS = ("numerator", "denominator", "minus", "percentage", "base", "value", "parts", "scale")


class CatalogueFile(_Strict):
    """A catalogue as its file says it."""

    title: str = ""
    starter: bool = False
    """A list to choose from: source, date and licence come with the delivery."""
    licence: str = ""
    dimensions: dict[_Id, _Dimension]
    chapters: dict[str, _Chapter] = Field(default_factory=dict)
    indicators: Annotated[list[_Indicator], Field(min_length=1)]


def read(path: str | Path) -> tuple[CatalogueFile, YamlFile]:
    """What a catalogue file says, checked, and the file to find its lines in."""
    content, file = yaml_file.read(path, CatalogueFile)
    _require_known(content, file)
    _require_sources(content, file)
    _require_unique_ids(content, file)
    return content, file


def _require_known(content: CatalogueFile, file: YamlFile) -> None:
    """Dimensions and chapters are those at the head of the file."""
    for i, indicator in enumerate(content.indicators):
        if indicator.dimension not in content.dimensions:
            loc = ("indicators", i, "dimension")
            raise file.unknown("dimension", indicator.dimension, list(content.dimensions), loc)
        if indicator.chapter and indicator.chapter not in content.chapters:
            loc = ("indicators", i, "chapter")
            raise file.unknown("chapter", indicator.chapter, list(content.chapters), loc)


def _require_sources(content: CatalogueFile, file: YamlFile) -> None:
    """Every figure says where it is from, unless the list is one to choose from."""
    for i, indicator in enumerate(content.indicators):
        for option in () if content.starter else ("source", "date", "licence"):
            if getattr(indicator, option):
                continue
            loc = ("indicators", i, option)
            message = f"the option '{option}' is missing"
            raise file.error("missing_option", message, loc, "add it")


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
