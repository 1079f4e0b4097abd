"""One opener for writing: what the C++ library writes goes through core::AtomicFile."""

import re

from tree import ROOT

# What opens a file for writing, or puts one file in the place of another.
OPENS_FOR_WRITING = re.compile(
    r"\b(ofstream|fstream|fopen|freopen|O_CREAT|O_WRONLY|O_RDWR|O_TRUNC|creat|mkstemp|f?truncate"
    r"|rename|copy_file|create_director(y|ies)|mkdir|tmpfile)\b"
)


def test_atomic_file_is_the_only_opener_for_writing() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for folder in ("src", "include", "bindings/python/src")
        for path in sorted((ROOT / folder).rglob("*.[ch]pp"))
        if path != ROOT / "src/core/atomic_file.cpp"
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if OPENS_FOR_WRITING.search(line.split("//")[0]) and "include <fstream>" not in line
    ]
    assert not wrong, "use core::AtomicFile: " + "; ".join(wrong)
