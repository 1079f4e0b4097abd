"""What went in, how it was computed, what came out: enough to prove a result and to repeat it.

Holds no time, no host and no absolute path, so that a second run gives the same bytes.
"""

from __future__ import annotations

import importlib.metadata
import json
import platform
from collections.abc import Iterable, Mapping
from math import isnan
from pathlib import Path
from typing import Any

from sozialraum.core import Finding
from sozialraum.level.decisions import types_hash
from sozialraum.level.labels import type_names
from sozialraum.level.result import LevelResult
from sozialraum.level.siting import SitingAnswer
from sozialraum.project.inputs import hash_file
from sozialraum.project.load import LoadedProject
from sozialraum.words.modes import MEASURED

__all__ = ["MANIFEST", "manifest_text"]

MANIFEST = "manifest.json"
_PACKAGES = (
    "numpy",
    "pandas",
    "geopandas",
    "shapely",
    "pyproj",
    "pyogrio",
    "pyarrow",
    "matplotlib",
    "jinja2",
    "pydantic",
    "ruamel.yaml",
)


def manifest_text(
    loaded: LoadedProject,
    levels: list[LevelResult],
    *,
    inputs: Mapping[str, str],
    findings: Iterable[Finding],
    folder: Path,
    edition: str,
) -> str:
    """The manifest of a finished folder as JSON text."""
    outputs = sorted(p for p in folder.rglob("*") if p.is_file() and p != folder / MANIFEST)
    content = {
        "format": "sozialraum manifest 1",
        "project": loaded.project.project,
        "versions": _versions(),
        "seed": loaded.project.seed,
        "parameters": _parameters(loaded, edition),
        "edition": edition,
        "inputs": dict(inputs),
        "levels": {result.level.id: _level(result) for result in levels},
        "findings": [_finding(f) for f in findings if edition == "internal" or not f.areas],
        "outputs": {p.relative_to(folder).as_posix(): hash_file(p) for p in outputs},
    }
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=False) + "\n"


def _parameters(loaded: LoadedProject, edition: str) -> dict[str, Any]:
    """All options; who wished what stays inside."""
    told: dict[str, Any] = loaded.project.model_dump(mode="json")
    if edition != "internal":
        for level in told["levels"]:
            level["types"]["wishes"] = []
            level["types"]["wishes_from"] = level["types"]["decisions"] = None
    return told


def _versions() -> dict[str, str]:
    import sozialraum

    versions = {"sozialraum": sozialraum.__version__, "python": platform.python_version()}
    for package in _PACKAGES:
        try:
            versions[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            versions[package] = "not installed"
    return versions


def _level(result: LevelResult) -> dict[str, Any]:
    names, typing = type_names(result), result.typing
    return {
        "areas": len(result.areas),
        "reference_areas": result.reference,
        "shown": int(result.areas["shown"].sum()),
        "crs": str(result.level.crs),
        "crs_operations": list(dict.fromkeys(result.operations)),
        "ways": _ways(result),
        "siting": [_siting(answer) for answer in result.siting],
        "missing": _missing(result),
        "types": {
            letter: {"name": names[letter], "areas": int((typing.letters == letter).sum())}
            for letter in typing.names
        },
        "validity": {
            str(k): {str(c): _rounded(float(v)) for c, v in row.items()}
            for k, row in typing.table.iterrows()
        },
        "method": typing.method,
        "types_hash": types_hash(typing.letters),
        "inertia": _rounded(typing.inertia),
        "certainty": {
            "draws": typing.draws,
            "assignment": _rounded(float(typing.assignment.mean())),
            "refit": _rounded(float(typing.refit.mean())),
            "choices": _rounded(float(typing.choices.mean())),
            "strictest": _rounded(float(typing.certainty.mean())),
        },
        "share_of_best": round(typing.share_of_best, 6),
        "findings": [_finding(f) for f in result.findings],
    }


def _rounded(number: float) -> float | None:
    """JSON knows no missing number."""
    return None if isnan(number) else round(number, 6)


def _ways(result: LevelResult) -> dict[str, Any]:
    if not result.ways.facilities:
        return {}
    return {
        "method": MEASURED[result.ways.method],
        "facilities": {f.options.id: len(f.points) for f in result.ways.facilities},
        "modes": {f.options.id: f.options.modes for f in result.ways.facilities},
        "near_edge": {f.options.id: int(f.beyond_edge.sum()) for f in result.ways.facilities},
    }


def _siting(answer: SitingAnswer) -> dict[str, Any]:
    return {
        "facility": answer.options.facility,
        "question": answer.options.question,
        "people": answer.options.people,
        "areas_without_people_known": list(answer.areas_unknown),
        "mode": answer.mode,
        "candidates": answer.candidates,
        "choices": [list(choice.areas) for choice in answer.choices],
        "worse_by": [round(choice.worse_by, 9) for choice in answer.choices],
        "proven": answer.proven,
        "complete": answer.complete,
        "gap": round(answer.gap, 9),
        "best_without_edge": list(answer.best_without_edge),
    }


def _missing(result: LevelResult) -> dict[str, dict[str, int]]:
    from sozialraum.core import CellState

    states = result.measures.states.loc[result.areas.index]
    counts: dict[str, dict[str, int]] = {}
    for name in states.columns:
        values = states[name].astype(int).value_counts().sort_index()
        counts[str(name)] = {CellState(int(s)).name.lower(): int(n) for s, n in values.items()}
    return counts


def _finding(finding: Finding) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
    }
    if finding.details:
        entry["details"] = dict(sorted(finding.details.items()))
    if finding.areas:
        entry["areas"] = list(finding.areas)
    return entry
