"""The trail of decisions: who adopted which wishes, when, why, and what moved.

A file beside the project file, written by ``sozialraum adopt`` alone. Each entry carries a hash of
itself and of the entry before: what was decided cannot be changed afterwards without a trace.
"""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from sozialraum.core.files import write_whole
from sozialraum.level.decisions import Decision, Moved
from sozialraum.level.trouble import trouble
from sozialraum.project.load import LoadedProject
from sozialraum.project.schema import Day, Level, TypeWish
from sozialraum.words.wishes import HEAD_OF_TRAIL

__all__ = ["decisions_of", "write_decision"]

_FORMAT = "sozialraum decisions 1"


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Move(_Entry):
    area: str
    name: str = ""
    before: str
    after: str


class _Decision(_Entry):
    level: str
    round: str
    role: str
    date: Day
    reason: str
    wishes: Annotated[list[TypeWish], Field(min_length=1)]
    price_percent: Annotated[float, Field(ge=0, allow_inf_nan=False)]
    proven: bool
    moved: list[_Move]
    types_before: str
    types_after: str
    previous: str
    hash: str

    def own_hash(self) -> str:
        """Of all but itself, as JSON with sorted keys and no blanks."""
        content = self.model_dump(mode="json", exclude={"hash"})
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


class _Trail(_Entry):
    format: str
    decisions: list[_Decision]


def decisions_of(loaded: LoadedProject, level: Level) -> list[Decision]:
    """What was decided about a level, the oldest first.

    Raises
    ------
    InvalidInput
        ``trail_changed`` if the file is not what the command wrote.
    """
    if level.types.decisions is None:
        return []
    entries = _read(loaded.resolve(level.types.decisions.file), level.types.decisions.file)
    return [_told(entry) for entry in entries if entry.level == level.id]


def write_decision(
    loaded: LoadedProject, level: Level, decision: Decision, names: dict[str, str]
) -> Path:
    """Write a decision behind those that are there; the file is replaced as a whole."""
    from ruamel.yaml import YAML

    assert level.types.decisions is not None
    path = loaded.resolve(level.types.decisions.file)
    before = _read(path, level.types.decisions.file)
    fresh = _Decision(
        level=level.id,
        round=decision.round,
        role=decision.role,
        date=decision.date,
        reason=decision.reason,
        wishes=[TypeWish.model_validate(wish, from_attributes=True) for wish in decision.wishes],
        price_percent=round(decision.percent, 6),
        proven=decision.proven,
        moved=[
            _Move(area=m.area, name=names[m.area], before=m.before, after=m.after)
            for m in decision.moved
        ],
        types_before=decision.types_before,
        types_after=decision.types_after,
        previous=before[-1].hash if before else "",
        hash="",
    )
    entries = [*before, fresh.model_copy(update={"hash": fresh.own_hash()})]
    content: dict[str, Any] = {
        "format": _FORMAT,
        "decisions": [entry.model_dump(mode="json") for entry in entries],
    }
    text = io.StringIO()
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style, yaml.allow_unicode, yaml.width = False, True, 100
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    yaml.dump(content, text)
    write_whole(path, HEAD_OF_TRAIL + text.getvalue())
    return path


def _read(path: Path, name: str) -> list[_Decision]:
    from sozialraum.core import yaml_file

    if not path.exists():
        return []
    trail, _ = yaml_file.read(path, _Trail)
    previous = ""
    for number, entry in enumerate(trail.decisions, start=1):
        if entry.hash != entry.own_hash() or entry.previous != previous:
            raise trouble(
                "trail_changed",
                f"decision {number} is not what the command wrote",
                file=name,
                hint="take the file from the last backup",
                number=str(number),
            )
        previous = entry.hash
    return trail.decisions


def _told(entry: _Decision) -> Decision:
    return Decision(
        round=entry.round,
        wishes=entry.wishes,
        role=entry.role,
        date=entry.date,
        reason=entry.reason,
        percent=entry.price_percent,
        proven=entry.proven,
        types_before=entry.types_before,
        types_after=entry.types_after,
        moved=[Moved(m.area, m.before, m.after) for m in entry.moved],
    )
