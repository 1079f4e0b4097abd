"""German stands in the words, in the paper and its tables, and in the command; nowhere else."""

import ast
from pathlib import Path

import pytest
from tree import ROOT

FACE = ROOT / "bindings/python/sozialraum"
FILES = sorted(FACE.rglob("*.py"))
GERMAN = set("äöüßÄÖÜ„")
MAY_SPEAK_GERMAN = {"words", "report", "publish", "cli"}
STILL_GERMAN = {"core/yaml_file.py"}  # what a checked file expects; to be moved


def part_of(file: Path) -> str:
    return file.relative_to(FACE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("file", FILES, ids=lambda p: str(p.relative_to(FACE)))
def test_german_stands_in_the_words_and_in_what_is_read(file: Path) -> None:
    """A text with German letters stands in words, in the paper, its tables or the command."""
    if part_of(file) in MAY_SPEAK_GERMAN or str(file.relative_to(FACE)) in STILL_GERMAN:
        return
    tree = ast.parse(file.read_text(encoding="utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    german = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
        if GERMAN & set(node.value)
    ]
    assert not german
