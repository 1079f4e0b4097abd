"""Public headers explain themselves, as many of their readers are statisticians and planners.

As measured on other libraries: lines of nothing but comment for each other line that is not blank.
s2geometry has 0.95. `python test_headers.py` prints the share of each module.
"""

from collections import Counter

from tree import ROOT

LEAST = 0.47  # of all public headers together; raise it when they rise


def lines_of(text: str) -> Counter[str]:
    lines = [line.strip() for line in text.splitlines()]
    return Counter("comment" if line.startswith("//") else "code" for line in lines if line)


def per_module() -> dict[str, Counter[str]]:
    sums: dict[str, Counter[str]] = {}
    for header in sorted((ROOT / "include/sozialraum").glob("*/*.hpp")):
        sums.setdefault(header.parent.name, Counter()).update(lines_of(header.read_text()))
    return sums


def shares() -> dict[str, float]:
    counts = per_module()
    counts["all"] = sum(counts.values(), Counter())
    return {name: count["comment"] / count["code"] for name, count in counts.items()}


def test_what_counts_as_comment() -> None:
    text = "#pragma once\n\n/// What?\nint f();  ///< how\n///\n"
    assert lines_of(text) == {"code": 2, "comment": 2}


def test_headers_explain_what_they_offer() -> None:
    found = shares()
    table = ", ".join(f"{name} {share:.2f}" for name, share in sorted(found.items()))
    assert round(found["all"], 2) >= LEAST, table


if __name__ == "__main__":
    for module, share in shares().items():
        print(f"{module:12} {share:.2f}")
