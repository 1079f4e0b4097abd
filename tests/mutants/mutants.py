"""Do the tests notice when a central line is wrong?

    mutants.py <module>... | all        each mutant of tests/mutants/<module>.toml must be killed

A mutant is one line replaced by a wrong one. It is built and tested in a copy of the tree below
build/mutants, never in the tree itself. A mutant is killed if one of its tests fails, survives if
all pass; one that does not compile, or whose line is no longer there, is a mistake of the list.

    [[mutant]]
    why = "what a reader would be told wrongly"
    file = "src/spatial/moran.cpp"
    line = "s1 += pair * pair / 2.0;"           # exactly one line of the file, without its indent
    becomes = "s1 += pair * pair;"
    tests = ["spatial_test:Moran*", "tests/python/test_spatial.py"]   # program:filter, or pytest
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
COPY = ROOT / "build/mutants/tree"
BUILD = ROOT / "build/mutants/build"
FACE = "bindings/python/sozialraum"


@dataclass(frozen=True)
class Mutant:
    """One line of the tree, what it becomes, and the tests that should see it."""

    why: str
    file: str
    line: str
    becomes: str
    tests: tuple[str, ...]

    @property
    def is_cpp(self) -> bool:
        return self.file.endswith((".cpp", ".hpp"))

    def applied_to(self, text: str) -> str:
        lines = text.split("\n")
        places = [i for i, line in enumerate(lines) if line.strip() == self.line]
        if len(places) != 1:
            raise LookupError(f"'{self.line}' stands {len(places)} times in {self.file}, not once")
        indent = lines[places[0]][: -len(self.line)]
        lines[places[0]] = indent + self.becomes
        return "\n".join(lines)


def read_list(module: str) -> list[Mutant]:
    with (HERE / f"{module}.toml").open("rb") as file:
        rows = tomllib.load(file)["mutant"]
    return [Mutant(**{**row, "tests": tuple(row["tests"])}) for row in rows]


def copy_tree() -> None:
    """The tracked files as they stand; unchanged ones keep their time, so that little is built."""
    names = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    wanted = {name for name in names if (ROOT / name).is_file()}
    for name in wanted:
        source, target = ROOT / name, COPY / name
        if target.exists() and target.read_bytes() == source.read_bytes():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    for target in COPY.rglob("*"):
        if target.is_file() and target.suffix in {".py", ".cpp", ".hpp"}:
            if str(target.relative_to(COPY)) not in wanted:
                target.unlink()


def environment() -> dict[str, str]:
    return {
        **os.environ,
        "CCACHE_BASEDIR": str(COPY),
        "CCACHE_NOHASHDIR": "1",
        "CCACHE_SLOPPINESS": "pch_defines,time_macros,include_file_mtime,include_file_ctime",
        "PYTHONPATH": str(COPY / "bindings/python"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HYPOTHESIS_STORAGE_DIRECTORY": str(BUILD / "hypothesis"),
    }


def quiet(*command: str | Path, cwd: Path = COPY) -> tuple[bool, str]:
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    return done.returncode == 0, done.stdout


def program_of(test: str) -> str | None:
    """The test program's name; None for a test of pytest."""
    return None if test.startswith("tests/") else test.partition(":")[0]


def build(tests: set[str]) -> tuple[bool, str]:
    targets = {program_of(test) or "sozialraum_python" for test in tests}
    if not (BUILD / "build.ninja").exists():
        ok, said = quiet(
            *("cmake", "-S", COPY, "-B", BUILD, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release"),
            *("-DSOZIALRAUM_BUILD_TESTS=ON", "-DSOZIALRAUM_BUILD_PYTHON=ON"),
            f"-DPython_EXECUTABLE={sys.executable}",
        )
        if not ok:
            return ok, said
    return quiet("cmake", "--build", BUILD, "--target", *sorted(targets))


def passes(test: str) -> bool:
    program = program_of(test)
    if program is None:
        ok, said = quiet(
            sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *test.split()
        )
        if " passed" not in said and " failed" not in said and " error" not in said:
            sys.exit(f"mutants: no test ran for {test}:\n{said[-2000:]}")
        return ok
    path = next(BUILD.rglob(program))
    ok, said = quiet(path, f"--gtest_filter={test.partition(':')[2] or '*'}")
    if "Running 0 tests" in said:
        sys.exit(f"mutants: no test ran for {test}")
    return ok


def verdict(mutant: Mutant) -> str:
    path = COPY / mutant.file
    whole = path.read_text()
    try:
        path.write_text(mutant.applied_to(whole))
    except LookupError as error:
        return f"moved: {error}"
    try:
        if mutant.is_cpp:
            ok, said = build(set(mutant.tests))
            if not ok:
                return f"does not compile:\n{said[-1500:]}"
        return "survived" if all(passes(test) for test in mutant.tests) else "killed"
    finally:
        path.write_text(whole)


def run(modules: list[str]) -> int:
    mutants = [mutant for module in modules for mutant in read_list(module)]
    tests = {test for mutant in mutants for test in mutant.tests}
    copy_tree()
    ok, said = build(tests)
    if not ok:
        sys.exit(f"mutants: the tree as it is does not build:\n{said[-3000:]}")
    red = [test for test in sorted(tests) if not passes(test)]
    if red:
        sys.exit(f"mutants: red without any mutant: {', '.join(red)}")
    told = {}
    for mutant in mutants:
        told[mutant] = verdict(mutant)
        print(f"{told[mutant]:9} {mutant.file}: {mutant.why}", flush=True)
    wrong = [mutant for mutant in mutants if told[mutant] != "killed"]
    print(f"{len(mutants) - len(wrong)} of {len(mutants)} mutants killed")
    return 1 if wrong else 0


if __name__ == "__main__":
    lists = sorted(path.stem for path in HERE.glob("*.toml"))
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("modules", nargs="+", choices=[*lists, "all"], metavar="module")
    wanted = parser.parse_args().modules
    sys.exit(run(lists if "all" in wanted else wanted))
