"""What is written twice must say the same; and what is no part of the project must not be in it."""

import json
import re
import tomllib

from tree import ROOT, tracked_files


def test_one_version() -> None:
    cmake = re.search(r"VERSION (\d+\.\d+\.\d+)", (ROOT / "CMakeLists.txt").read_text())
    package = (ROOT / "bindings/python/sozialraum/__init__.py").read_text()
    changes = (ROOT / "CHANGELOG.md").read_text()
    assert cmake is not None
    assert f'__version__ = "{cmake.group(1)}"' in package
    assert f"## {cmake.group(1)}" in changes


def test_hard_dependency_is_numpy_alone() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert [re.match(r"[\w.-]+", d).group() for d in project["dependencies"]] == ["numpy"]
    assert {"geo", "plot", "report"} <= set(project["optional-dependencies"])


def test_every_required_package_is_pinned() -> None:
    def names(path: str) -> set[str]:
        lines = (ROOT / "requirements" / path).read_text().splitlines()
        found = (re.match(r"[A-Za-z0-9._-]+", line) for line in lines)
        return {m.group().lower().replace("_", "-") for m in found if m}

    pinned = names("constraints.txt")
    for path in ("build.txt", "runtime.txt", "dev.txt", "bench.txt"):
        assert names(path) <= pinned, path


def test_presets_are_those_of_the_documentation() -> None:
    presets = json.loads((ROOT / "CMakePresets.json").read_text())["configurePresets"]
    visible = {p["name"] for p in presets if not p.get("hidden")}
    assert visible == {"dev", "release", "asan-ubsan", "tsan", "clang", "coverage", "fuzz"}


def test_no_path_of_a_developers_machine() -> None:
    """No absolute path of somebody's home or build machine is in any text of ours."""
    pattern = re.compile(rb"(?<![\w.])/(home|work|Users)/\w+")
    texts = {
        ".cpp",
        ".hpp",
        ".py",
        ".pyi",
        ".md",
        ".txt",
        ".cmake",
        ".toml",
        ".json",
        ".yaml",
        ".html",
        ".sh",
        "",
    }
    wrong = [
        str(path.relative_to(ROOT))
        for path in tracked_files()
        if path.suffix in texts and "data" not in path.relative_to(ROOT).parts[:1]
        if path != ROOT / "tests/architecture/test_one_truth.py"
        if pattern.search(path.read_bytes())
    ]
    assert not wrong


def test_no_large_file_outside_the_data() -> None:
    large = [
        f"{path.relative_to(ROOT)}: {path.stat().st_size} bytes"
        for path in tracked_files()
        if "data" not in path.relative_to(ROOT).parts[:1] and path.stat().st_size > 1_000_000
    ]
    assert not large
