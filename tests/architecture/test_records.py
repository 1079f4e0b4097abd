"""The records people look things up in keep their form: decisions by number, changes by kind."""

import re

from tree import ROOT

DECISIONS = sorted((ROOT / "docs/decisions").iterdir())
CHANGES = (ROOT / "CHANGELOG.md").read_text()


def test_decisions_are_numbered_one_by_one() -> None:
    numbers = [re.match(r"(\d{4})-[a-z0-9-]+\.md$", path.name) for path in DECISIONS]
    assert [int(n[1]) if n else None for n in numbers] == list(range(1, len(DECISIONS) + 1))


def test_decisions_say_their_number() -> None:
    titles = [path.read_text().splitlines()[0] for path in DECISIONS]
    wrong = [
        t
        for p, t in zip(DECISIONS, titles, strict=True)
        if not t.startswith(f"# {int(p.name[:4])}. ")
    ]
    assert not wrong


def test_changes_stand_under_added_changed_or_fixed() -> None:
    """Every heading of a version but the first, which is one list, is one of the three."""
    assert re.findall(r"^## (.*)", CHANGES, re.M)[0] == "Unreleased"
    assert set(re.findall(r"^### (.*)", CHANGES, re.M)) == {"Added", "Changed", "Fixed"}
    unreleased = CHANGES.split("\n## ")[1]
    before_the_first_kind = unreleased.split("\n### ")[0]
    assert not re.findall(r"^- ", before_the_first_kind, re.M)
