"""No name of an older layout is left: what code and texts call by its file or module is there."""

import re
from functools import cache
from pathlib import Path

from tree import ROOT, modules, tracked_files

FACE = ROOT / "bindings/python/sozialraum"
# History may speak of what was; this folder speaks of names in general.
HISTORY = ("CHANGELOG.md", "docs/decisions", "tests/architecture", "data")
TEXTS = [
    path
    for path in tracked_files()
    if path.suffix in {".py", ".pyi", ".hpp", ".cpp", ".md", ".txt", ".cmake", ".toml", ".yaml"}
    and not str(path.relative_to(ROOT)).startswith(HISTORY)
]
PLACES = ("include/sozialraum", "src", "bindings/python/src", "tests", "benchmarks", "examples")
TO_COME = {"fay_herriot", "your_reader"}  # examples of what is not there yet


def sources_named(text: str) -> set[str]:
    """Every <module>/<stem>.hpp or .cpp."""
    names = "|".join(modules())
    return set(re.findall(rf"(?<!osmium/)(?<![\w-])((?:{names})/\w+\.[hc]pp)\b", text))


def exists(name: str) -> bool:
    return any((ROOT / place / name).exists() for place in PLACES)


def python_named(text: str) -> set[tuple[str, str]]:
    """Every sozialraum.<stage> and sozialraum.<stage>.<name>, as pairs."""
    return set(re.findall(r"(?<![\w./:-])sozialraum\.([a-z_]\w*)(?:\.([a-z_]\w*))?", text))


@cache
def words_of(path: Path) -> set[str]:
    return set(re.findall(r"\w+", path.read_text())) if path.exists() else set()


def leads_somewhere(stage: str, name: str) -> bool:
    """A folder, file or compiled module, or what __init__ offers; then the name in it."""
    folder, file = FACE / stage, FACE / f"{stage}.py"
    if not (folder.is_dir() or file.exists() or (FACE / f"{stage}.pyi").exists()):
        return stage in words_of(FACE / "__init__.py")
    if not name or stage.startswith("_") or (folder / name).is_dir():
        return True
    if folder.is_dir():
        inside = [folder / f"{name}.py", folder / f"{name}.pyi", folder / name]
        return any(path.exists() for path in inside) or name in words_of(folder / "__init__.py")
    return name in words_of(file)


def gone_from(text: str) -> set[str]:
    sources = {n for n in sources_named(text) if not exists(n)}
    python = {
        f"sozialraum.{stage}.{name}".rstrip(".")
        for stage, name in python_named(text)
        if not leads_somewhere(stage, name)
    }
    return {name for name in sources | python if not any(word in name for word in TO_COME)}


def test_what_is_named_is_there() -> None:
    found = {str(path.relative_to(ROOT)): gone_from(path.read_text("utf-8")) for path in TEXTS}
    assert {path: sorted(gone) for path, gone in found.items() if gone} == {}


def test_a_name_that_is_gone_is_seen() -> None:
    assert {n for n in sources_named('#include "network/gone.hpp"') if not exists(n)}
    assert ("_place_names", "") in python_named("from sozialraum._place_names import x")
    assert not leads_somewhere("nowhere", "") and not leads_somewhere("typology", "no_such_name")
