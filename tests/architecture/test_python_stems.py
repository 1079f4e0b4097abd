"""The Python face: one folder a stage, one file a stem, read without importing it."""

import ast
import re
from pathlib import Path

import pytest
from tree import ROOT

FACE = ROOT / "bindings/python/sozialraum"
INIT = (FACE / "__init__.py").read_text(encoding="utf-8")
STAGES = sorted(
    name
    for name in set(re.findall(r'"(\w+)"', INIT))
    if (FACE / name).is_dir() and name not in {"project", "report", "plot"}
)
FILES = [p for name in STAGES for p in sorted((FACE / name).glob("*.py"))]


def of(path: Path) -> str:
    return str(path.relative_to(FACE))


@pytest.mark.parametrize("path", FILES, ids=of)
def test_no_file_is_long(path: Path) -> None:
    lines = len(path.read_text().splitlines())
    assert lines <= 420, f"{lines} lines"


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


def test_these_checks_run_before_the_build() -> None:
    """They read the tree; the package is compiled later."""
    importing = [
        path.name
        for path in (ROOT / "tests/architecture").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sozialraum"))
        or (isinstance(node, ast.Import) and any(n.name == "sozialraum" for n in node.names))
    ]
    assert not importing
