"""What the texts name is there: links, files, commands, and functions of both faces."""

import ast
import re
from pathlib import Path

import pytest
from tree import ROOT, tracked_files

FACE = ROOT / "bindings/python/sozialraum"
MODULES = {
    p.stem: p / "__init__.py" if p.is_dir() else p
    for p in FACE.iterdir()
    if (p / "__init__.py").exists() or (p.suffix == ".py" and not p.stem.startswith("_"))
}
TEXTS = [
    p
    for p in tracked_files()
    if p.suffix == ".md" and p.name != "CHANGELOG.md" and p.relative_to(ROOT).parts[0] != "data"
]
CODE = re.compile(r"`([^`\n]+)`")
SUFFIXES = {"md", "py", "html", "yaml", "csv", "hpp", "cpp", "pbf", "gz", "bz2"}
TO_COME = "fay_herriot"  # the example of a new concept in CONTRIBUTING.md


def of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", TEXTS, ids=of)
def test_links_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)", path.read_text())
    gone = [t for t in targets if "://" not in t and not (path.parent / t).exists()]
    assert not gone


@pytest.mark.parametrize("path", TEXTS, ids=of)
def test_files_in_backticks_exist(path: Path) -> None:
    folders = "|".join({p.relative_to(ROOT).parts[0] for p in tracked_files() if p.parent != ROOT})
    names = re.findall(rf"`((?:{folders})/[\w./-]+)`", path.read_text())
    gone = [n for n in names if TO_COME not in n and not (ROOT / n).exists()]
    assert not gone


@pytest.mark.parametrize("path", TEXTS, ids=of)
def test_commands_of_dev_exist(path: Path) -> None:
    text = (ROOT / "dev").read_text()
    known = set(re.findall(r"^    (\w+)(?: \| .*)?\)", text, re.M)) | {"help"}
    assert set(re.findall(r"\./dev (\w+)", path.read_text())) <= known


def members_of(file: Path) -> set[str]:
    """What a module of the face offers: its own names and those it imports."""
    found = set()
    for node in ast.parse(file.read_text()).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {a.asname or a.name for a in node.names}
        elif isinstance(node, ast.Assign):
            found |= {t.id for t in node.targets if isinstance(t, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
    return found


@pytest.mark.parametrize("path", TEXTS, ids=of)
def test_python_names_exist(path: Path) -> None:
    """`module.name` in backticks, module being one of the face, is offered there."""
    named = re.findall(
        r"\b(?:sozialraum\.)?(\w+)\.(\w+)\b", " ".join(CODE.findall(path.read_text()))
    )
    gone = [
        f"{module}.{name}"
        for module, name in named
        if module in MODULES and name not in SUFFIXES
        if name not in members_of(MODULES[module])
    ]
    assert not gone


@pytest.mark.parametrize("path", TEXTS, ids=of)
def test_cpp_names_exist(path: Path) -> None:
    """`module::Name` in backticks stands in a header of the module."""
    named = re.findall(r"\b(\w+)::(\w+)", " ".join(CODE.findall(path.read_text())))
    gone = []
    for module, name in named:
        headers = list((ROOT / "include/sozialraum" / module).glob("*.hpp"))
        if headers and not any(re.search(rf"\b{name}\b", h.read_text()) for h in headers):
            gone.append(f"{module}::{name}")
    assert not gone
