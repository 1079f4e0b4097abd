"""One function of the Python package opens a file for writing; what it opens is whole or absent."""

import ast
from pathlib import Path

import pytest
from tree import ROOT

FACE = ROOT / "bindings/python/sozialraum"
OPENER = FACE / "core/files.py"
WRITERS = {"write_text", "write_bytes", "to_csv", "to_excel", "to_file", "to_html", "touch"}
TEMPORARY = {"mkstemp", "NamedTemporaryFile", "TemporaryFile"}
TAKES_A_FILE = {"savefig", "to_parquet", "imsave"}  # fine with an open file, never with a path
FLAGS = {"O_WRONLY", "O_RDWR", "O_CREAT"}


def mode_of(call: ast.Call, position: int) -> str:
    given = [k.value for k in call.keywords if k.arg == "mode"] or call.args[
        position : position + 1
    ]
    return str(given[0].value) if given and isinstance(given[0], ast.Constant) else "r"


def opens_for_writing(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute) and node.attr in FLAGS:
        return True
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name in WRITERS | TEMPORARY:
        return True
    if name in ("open", "fdopen"):
        position = 0 if isinstance(node.func, ast.Attribute) and name == "open" else 1
        return bool(set("wax+") & set(mode_of(node, position)))
    path_given = node.args and isinstance(node.args[0], ast.Constant | ast.JoinedStr | ast.BinOp)
    return name in TAKES_A_FILE and bool(path_given)


@pytest.mark.parametrize("file", sorted(FACE.rglob("*.py")), ids=lambda p: str(p.relative_to(FACE)))
def test_nothing_else_opens_a_file_for_writing(file: Path) -> None:
    if file == OPENER:
        return
    tree = ast.parse(file.read_text(encoding="utf-8"))
    lines = [node.lineno for node in ast.walk(tree) if opens_for_writing(node)]  # type: ignore[attr-defined]
    assert not lines, f"{file.relative_to(FACE)} opens a file in lines {lines}"


def test_the_opener_is_seen() -> None:
    """The test above sees what it looks for."""
    tree = ast.parse(OPENER.read_text(encoding="utf-8"))
    assert any(opens_for_writing(node) for node in ast.walk(tree))
    for text in ("open(p, 'w')", "p.open('ab')", "p.write_text('x')", "f.savefig('m.png')"):
        assert any(opens_for_writing(node) for node in ast.walk(ast.parse(text))), text
    for text in ("open(p)", "p.open('rb')", "open(p, 'r')", "f.savefig(file)"):
        assert not any(opens_for_writing(node) for node in ast.walk(ast.parse(text))), text
