"""The mutants of the list are mutants of today's tree: their lines are there, their tests too."""

import sys

import pytest
from tree import ROOT

sys.path.insert(0, str(ROOT / "tests/mutants"))

from mutants import Mutant, program_of, read_list  # noqa: E402

MODULES = sorted(path.stem for path in (ROOT / "tests/mutants").glob("*.toml"))
ALL = [mutant for module in MODULES for mutant in read_list(module)]


@pytest.mark.parametrize("mutant", ALL, ids=lambda m: m.why)
def test_its_line_stands_once_in_its_file(mutant: Mutant) -> None:
    text = (ROOT / mutant.file).read_text(encoding="utf-8")
    assert mutant.applied_to(text) != text


@pytest.mark.parametrize("mutant", ALL, ids=lambda m: m.why)
def test_its_tests_are_there(mutant: Mutant) -> None:
    assert mutant.tests
    for test in mutant.tests:
        program = program_of(test)
        there = ROOT / (test if program is None else f"tests/{program.removesuffix('_test')}")
        assert there.exists(), test
