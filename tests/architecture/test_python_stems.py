"""The Python face: one folder a stage, one file a stem, and the public names win over files."""

import ast
import subprocess
import sys
import types
from pathlib import Path

import pytest
import sozialraum
from tree import ROOT

FACE = ROOT / "bindings/python/sozialraum"
STAGES = sorted(
    name
    for name in sozialraum._STAGES
    if (FACE / name).is_dir() and name not in {"project", "report", "plot"}
)
FILES = [p for name in STAGES for p in sorted((FACE / name).glob("*.py"))]

# Longer than the rule allows: to be taken apart.
TOO_LONG = {"network/road_graph.py", "network/graphml.py"}


def of(path: Path) -> str:
    return str(path.relative_to(FACE))


@pytest.mark.parametrize("stage", STAGES)
def test_public_names_are_things_not_files(stage: str) -> None:
    """`typology.kmeans` is the function, though a file of its folder has the same name."""
    module = getattr(sozialraum, stage)
    assert sorted(set(module.__all__)) == sorted(module.__all__)
    files = [n for n in module.__all__ if isinstance(getattr(module, n), types.ModuleType)]
    assert not files


def test_public_names_are_things_whatever_is_imported_first() -> None:
    """Importing each file alone first, in a fresh interpreter, leaves the functions in place."""
    code = "\n".join(
        [
            "import importlib, sys, types, sozialraum",
            *(
                f"importlib.import_module('sozialraum.{p.parent.name}.{p.stem}')"
                for p in reversed(FILES)
                if p.stem != "__init__"
            ),
            f"for stage in {STAGES}:",
            "    module = getattr(sozialraum, stage)",
            "    for name in module.__all__:",
            "        assert not isinstance(getattr(module, name), types.ModuleType), (stage, name)",
        ]
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("path", FILES, ids=of)
def test_no_file_is_long(path: Path) -> None:
    lines = len(path.read_text().splitlines())
    assert lines <= 420 or of(path) in TOO_LONG, f"{lines} lines"


@pytest.mark.parametrize("path", FILES, ids=of)
def test_every_file_says_its_question(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text())), "no first sentence"


@pytest.mark.parametrize("stage", STAGES)
def test_the_files_of_a_stage_form_no_cycle(stage: str) -> None:
    """Each may be read without another that is read with it."""
    prefix = f"sozialraum.{stage}."
    graph = {
        path.stem: {
            node.module.removeprefix(prefix)
            for node in ast.parse(path.read_text()).body  # what runs while the file is imported
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(prefix)
        }
        for path in (FACE / stage).glob("*.py")
        if path.stem != "__init__"
    }
    while free := [name for name, needs in graph.items() if not needs & graph.keys()]:
        for name in free:
            del graph[name]
    assert not graph
