"""What the source tree says about itself: modules, their DEPENDS lines, files, includes."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

INCLUDE = re.compile(r'^\s*#\s*include\s*["<]([^">]+)[">]', re.MULTILINE)


@dataclass(frozen=True)
class Module:
    """One stage of the data's way, as its CMakeLists.txt declares it."""

    name: str
    headers: tuple[str, ...]
    sources: tuple[str, ...]
    depends: tuple[str, ...]


@cache
def modules() -> dict[str, Module]:
    """Every module in the order of src/CMakeLists.txt; one without content is left out."""
    names = re.findall(r"add_subdirectory\((\w+)\)", (ROOT / "src/CMakeLists.txt").read_text())
    found = (_module(name) for name in names)
    return {module.name: module for module in found if module is not None}


def _module(name: str) -> Module | None:
    text = re.sub(r"#[^\n]*", "", (ROOT / f"src/{name}/CMakeLists.txt").read_text())
    call = re.search(r"sozialraum_add_module\(([^)]*)\)", text)
    if call is None:
        return None
    lists: dict[str, list[str]] = {}
    key = "NAME"
    for word in call.group(1).split():
        if word.isupper() and "." not in word:
            key = word
        else:
            lists.setdefault(key, []).append(word)
    return Module(
        name=lists["NAME"][0],
        headers=tuple(lists.get("HEADERS", [])),
        sources=tuple(lists.get("SOURCES", [])),
        depends=tuple(lists.get("DEPENDS", [])),
    )


@cache
def tracked_files() -> tuple[Path, ...]:
    """Every file of the project, without what builds and tools leave behind."""
    names = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\n")
    return tuple(ROOT / name for name in names if name and (ROOT / name).is_file())


def includes(path: Path) -> list[str]:
    """What a C++ file includes, in its order."""
    return INCLUDE.findall(path.read_text(encoding="utf-8"))


def included_modules(path: Path) -> set[str]:
    """The modules whose public headers a C++ file includes."""
    return {
        parts[1]
        for parts in (name.split("/") for name in includes(path))
        if parts[0] == "sozialraum"
    }


def private_modules(path: Path) -> set[str]:
    """The modules whose private headers (below src/) a C++ file includes."""
    bindings = ROOT / "bindings/python/src"
    roots = [path.parent, *([bindings] if bindings in path.parents else []), ROOT / "src"]
    found = set()
    for name in includes(path):
        header = next((root / name for root in roots if (root / name).exists()), None)
        if header is not None and (ROOT / "src") in header.resolve().parents:
            found.add(header.resolve().relative_to(ROOT / "src").parts[0])
    return found


def module_files(name: str) -> list[Path]:
    """Public headers, sources and private headers of one module."""
    folders = [ROOT / "include/sozialraum" / name, ROOT / "src" / name]
    return sorted(p for f in folders for p in f.rglob("*") if p.suffix in {".hpp", ".cpp"})
