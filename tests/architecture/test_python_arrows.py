"""Imports of the Python package point one way, as the includes of the library do.

core < words < stages < roads < level < plot | report | publish < delivery < project < cli; imports
inside functions and for type checkers count too.
"""

import ast
from functools import cache
from pathlib import Path

import pytest
from tree import ROOT

FACE = ROOT / "bindings/python/sozialraum"

STAGES: dict[str, set[str]] = {
    "indicator": {"core"},
    "spatial": {"core", "indicator"},
    "smallarea": {"core", "indicator", "spatial"},
    "network": {"core"},
    "reach": {"core", "network"},
    "access": {"core", "network", "reach", "spatial"},
    "isochrone": {"core", "network", "reach"},
    "siting": {"core"},
    "equity": {"core"},
    "composite": {"core", "indicator", "spatial"},
    "typology": {"core", "indicator", "spatial"},
    "osm": {"core", "network"},
    "disclosure": {"core"},
}
STAGES["gis"] = {"core", *STAGES}
BELOW_ROADS = {"core", "words", *STAGES}
BELOW_PAGES = {*BELOW_ROADS, "roads", "level"}

# What a part of the package may import, besides itself.
MAY_IMPORT: dict[str, set[str]] = {
    "core": set(),
    "words": {"core"},
    **{stage: {"words", *below} for stage, below in STAGES.items()},
    "roads": BELOW_ROADS,
    "level": {*BELOW_ROADS, "roads"},
    "plot": BELOW_PAGES,
    "report": BELOW_PAGES,
    "publish": BELOW_PAGES,
    "delivery": {*BELOW_PAGES, "publish"},  # it knows the form that publish writes
    "project": {*BELOW_PAGES, "plot", "report", "publish"},
    "cli": {*BELOW_PAGES, "plot", "report", "publish", "delivery", "project"},
}

# The compiled modules: what the core holds is for all stages, files belong to their stage.
COMPILED = {"_core": {"core", "roads", *STAGES}, "_osm": {"osm"}, "_gis": {"gis", "publish"}}


def part_of(name: str) -> str:
    return {"__main__": "cli"}.get(name, name)


def parts() -> list[str]:
    names = {
        part_of(p.stem)
        for p in FACE.iterdir()
        if (p / "__init__.py").exists() or (p.suffix == ".py" and p.stem != "__init__")
    }
    return sorted(names)


def imported(path: Path) -> set[str]:
    """The parts of the package that a file imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.relative_to(FACE)} has a relative import"
            if node.module == "sozialraum":
                names |= {f"sozialraum.{alias.name}" for alias in node.names}
            elif node.module is not None:
                names.add(node.module)
    inside = (name.split(".") for name in names)
    return {part_of(name[1]) for name in inside if name[0] == "sozialraum" and len(name) > 1}


@cache
def wrong_arrows() -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for path in sorted(FACE.rglob("*.py")):
        first = path.relative_to(FACE).parts[0]
        if first == "__init__.py":  # offers all, on demand
            continue
        part = part_of(first.removesuffix(".py"))
        for name in sorted(imported(path) - {part} - MAY_IMPORT[part]):
            if part not in COMPILED.get(name, set()):
                found.setdefault((part, name), []).append(str(path.relative_to(FACE)))
    return found


def test_every_part_has_its_place() -> None:
    assert set(parts()) <= MAY_IMPORT.keys()


@pytest.mark.parametrize("part", parts())
def test_imports_point_one_way(part: str) -> None:
    assert not {arrow: files for arrow, files in wrong_arrows().items() if arrow[0] == part}


def test_the_order_has_no_cycle() -> None:
    left = {part: set(below) & MAY_IMPORT.keys() for part, below in MAY_IMPORT.items()}
    while free := [part for part, below in left.items() if not below & left.keys()]:
        for part in free:
            del left[part]
    assert not left
