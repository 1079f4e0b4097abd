"""The examples run, and the programs of the README are among them, word for word."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = sorted((ROOT / "examples/python").glob("*.py"))


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_python_example_runs(program: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, program], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip(), "an example shows something"


def test_every_cpp_example_is_built_and_run() -> None:
    """ctest runs what is registered; nothing may be forgotten."""
    registered = (ROOT / "examples/cpp/CMakeLists.txt").read_text()
    names = {path.stem for path in (ROOT / "examples/cpp").glob("*.cpp")}
    assert names == set(re.findall(r"^sozialraum_add_example\((\w+) ", registered, re.MULTILINE))


@pytest.mark.parametrize(
    ("language", "example"),
    [
        ("python", "examples/python/first_types.py"),
        ("python", "examples/python/ways.py"),
        ("cpp", "examples/cpp/steady_rates.cpp"),
    ],
)
def test_program_of_the_readme_is_an_example(language: str, example: str) -> None:
    readme = (ROOT / "README.md").read_text()
    blocks = re.findall(rf"```{language}\n(.*?)```", readme, re.DOTALL)
    program = (ROOT / example).read_text()
    assert program in blocks
    assert len(program.strip().splitlines()) <= 16


def test_readme_names_the_two_commands_first() -> None:
    screen = (ROOT / "README.md").read_text().splitlines()[:30]
    assert any("./dev demo" in line for line in screen)
    assert any("./dev test" in line for line in screen)


@pytest.mark.parametrize(
    "document",
    sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "benchmarks/README.md"]),
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", document.read_text())
    links = [link for link in links if "`" not in link]
    missing = [link for link in links if not (document.parent / link).exists()]
    assert not missing
