"""Wishes are adopted when a round is over, under a new hash, and leave a trail."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("sozialraum._gis")

import small_project  # noqa: E402
from sozialraum import cli, project  # noqa: E402
from sozialraum.core import InvalidInput  # noqa: E402
from sozialraum.level.decisions import types_hash  # noqa: E402

FORM = """\
Nummer;Wunsch;Ort;anderer Ort;muss;Gewicht;Rolle;Datum;Grund
1;zusammen mit;Ahorn;Kiefer;ja;;Ortsrat;3.5.2026;eine Schule
2;getrennt von;Ahorn;Kiefer;;;Ortsvorsteher;4.5.2026;der Bach
3;wie;Ginster;Birke;nein;0,5;Quartiersbüro;;
"""
DECISIONS = "decisions: {file: beschluesse.yaml, round: Frühjahr, ends: 2026-06-30}"
BODY = {"role": "Rat der Stadt", "date": "2026-07-03", "reason": "ein Schulbezirk"}


def write(folder: Path, *, form: str = FORM) -> Path:
    file = small_project.write(folder)
    (folder / "wuensche.csv").write_text(form, encoding="utf-8")
    wanted = f"types: {{wishes_from: wuensche.csv, {DECISIONS}, count: 2,"
    small_project.replace(file, "types: {count: 2,", wanted)
    return file


def by_hand(level: Any, together: list[tuple[int, int]]) -> tuple[float, list[bool]]:
    """The best of all 2,048 ways to part twelve villages in two."""
    values = level.measures.value[level.measures.typed].sort_index()
    z = (values - values.mean()) / values.std(ddof=0) * level.typing.column_weights**0.5
    points = z.to_numpy()
    best: tuple[float, list[bool]] = (np.inf, [])
    for pattern in range(1, 2**11):
        side = np.array([(pattern >> i) & 1 for i in range(12)], dtype=bool)
        if any(side[i] != side[j] for i, j in together):
            continue
        halves = (points[side], points[~side])
        inertia = float(sum(((half - half.mean(axis=0)) ** 2).sum() for half in halves))
        if inertia < best[0]:
            best = (inertia, [bool(s) for s in side])
    return best


def hash_by_hand(side: list[bool]) -> str:
    """The published rule: key, tabulator, least key of the type; one line an area."""
    least = {one: small_project.code(side.index(one)) for one in (True, False)}
    lines = [f"{small_project.code(i)}\t{least[one]}\n" for i, one in enumerate(side)]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


@pytest.fixture(scope="module")
def adopted(tmp_path_factory: pytest.TempPathFactory) -> Any:
    file = write(tmp_path_factory.mktemp("adopted"))
    before = project.check(file)[0]
    found = project.adopt(file, ["1"], **BODY)
    return file, before, found, project.run(file, out=file.parent / "out")


def test_what_is_adopted_costs_and_moves_what_a_pencil_says(adopted: Any) -> None:
    _, before, found, result = adopted
    ahorn, kiefer = 0, 8
    free, sides = by_hand(before, [])
    bound, kept = by_hand(before, [(ahorn, kiefer)])
    decision = found.decision
    assert decision.proven
    assert decision.percent == pytest.approx(100 * (bound / free - 1), rel=1e-9)
    assert decision.types_before == types_hash(before.typing.letters) == hash_by_hand(sides)
    assert decision.types_after == hash_by_hand(kept) != decision.types_before
    moved = {small_project.code(i) for i in range(12) if sides[i] != kept[i]}
    if len(moved) > 6:  # the two sides are numbered by accident
        moved = {small_project.code(i) for i in range(12)} - moved
    assert {one.area for one in decision.moved} == moved != set()
    letters = result.levels[0].typing.letters
    assert letters[small_project.code(ahorn)] == letters[small_project.code(kiefer)]
    assert types_hash(letters) == decision.types_after
    assert [one.asked.id for one in before.typing.wishes.wishes] == ["1", "2", "3"]
    assert before.typing.wishes.wishes[2].asked.cost == 0.5  # read with a comma


def test_the_report_says_what_was_decided_and_prices_the_rest(adopted: Any) -> None:
    file, before, found, result = adopted
    text = (result.folder / "report.html").read_text("utf-8")
    assert "beschlossen: Rat der Stadt, 3.7.2026 (Runde „Frühjahr“): ein Schulbezirk" in text
    assert "Die Typen halten ein, was beschlossen wurde: Rat der Stadt (2026-07-03)" in text
    wishes = result.levels[0].typing.wishes
    assert [one.asked.id for one in wishes.wishes] == ["2", "3"]
    assert np.isinf(wishes.wishes[0].percent)  # against the decision, which is named
    assert set(wishes.wishes[0].rules) == {"2", "1 (Frühjahr)"}
    assert wishes.together is not None and np.isinf(wishes.together.percent)
    assert wishes.wishes[1].percent == 0.0  # a soft wish is broken where its weight is less
    ginster, birke = 6, 1
    both, _ = by_hand(before, [(0, 8), (ginster, birke)])
    assert both - by_hand(before, [(0, 8)])[0] > 0.5  # and so it is
    manifest = (result.folder / "manifest.json").read_text("utf-8")
    assert found.decision.types_after in manifest and "beschluesse.yaml" in manifest


def test_the_trail_says_who_when_why_and_shows_any_later_change(adopted: Any) -> None:
    file, _, found, _ = adopted
    text = found.file.read_text("utf-8")
    for told in ("Rat der Stadt", "2026-07-03", "ein Schulbezirk", "Ahorn", "eine Schule"):
        assert told in text
    found.file.write_text(text.replace("ein Schulbezirk", "zwei Schulbezirke"), encoding="utf-8")
    try:
        with pytest.raises(InvalidInput) as wrong:
            project.check(file)
        assert wrong.value.finding.code == "trail_changed"
    finally:
        found.file.write_text(text, encoding="utf-8")


def test_a_round_is_decided_once_and_the_next_one_goes_on(
    adopted: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    file, *_ = adopted
    told = ["--role", "Rat", "--date", "2026-07-04", "--reason", "x", "--quiet"]
    assert cli.main(["adopt", str(file), "3", *told]) == 2
    assert "Die Runde „Frühjahr“ ist schon beschlossen." in capsys.readouterr().err
    small_project.replace(file, "round: Frühjahr", "round: Herbst")
    assert cli.main(["adopt", str(file), "3", *told[:-1]]) == 0
    said = capsys.readouterr().err
    assert "Übernommen: 1 Wunsch. Preis: " in said and "beschluesse.yaml" in said
    letters = project.check(file)[0].typing.letters
    assert letters[small_project.code(6)] == letters[small_project.code(1)]
    assert letters[small_project.code(0)] == letters[small_project.code(8)]  # the first one stays
    trail = file.parent / "beschluesse.yaml"
    text = trail.read_text("utf-8")
    first, second = text.index("- level:"), text.rindex("- level:")
    trail.write_text(text[:first] + text[second:], encoding="utf-8")  # as if nothing was before
    with pytest.raises(InvalidInput) as wrong:
        project.check(file)
    assert wrong.value.finding.code == "trail_changed"
    trail.write_text(text, encoding="utf-8")
    small_project.replace(file, "round: Herbst", "round: Winter")
    assert cli.main(["adopt", str(file), "2", *told]) == 2
    message = capsys.readouterr().err
    assert "dagegen steht: " in message and "1 (Frühjahr)" in message


@pytest.mark.parametrize(
    ("change", "call", "code", "told"),
    [
        ("", {"date": "2026-06-30"}, "round_open", "Die Runde „Frühjahr“ läuft bis 2026-06-30"),
        ("", {"date": "3.7.2026"}, "decision_incomplete", "„date“ ist „3.7.2026“"),
        ("", {"role": " "}, "decision_incomplete", "Zum Beschluss fehlt etwas: „role“"),
        ("", {"wishes": ["9"]}, "unknown_wish", "Den Wunsch „9“ gibt es nicht"),
        ("", {"wishes": []}, "unknown_wish", "Den Wunsch „“ gibt es nicht"),
        ("", {"wishes": ["1", "2"]}, "wishes_against", "dagegen steht: "),
        ("", {"level": "dorf"}, "unknown_level", "doerfer"),
        (DECISIONS + ", ", {}, "no_decisions", "sagt nicht, wo Beschlüsse stehen sollen"),
    ],
)
def test_nothing_is_adopted_by_mistake(
    tmp_path: Path, change: str, call: dict[str, Any], code: str, told: str
) -> None:
    from sozialraum.words.troubles import error_text

    file = write(tmp_path)
    if change:
        small_project.replace(file, change, "")
    wishes = call.pop("wishes", ["1"])
    with pytest.raises(InvalidInput) as wrong:
        project.adopt(file, wishes, **{**BODY, **call})
    assert wrong.value.finding.code == code
    assert told in error_text(wrong.value.finding)
    assert not (tmp_path / "beschluesse.yaml").exists()


@pytest.mark.parametrize(
    ("old", "new", "code", "told"),
    [
        ("zusammen mit", "zusamen mit", "wish_unreadable", "„zusammen mit“, „getrennt von“"),
        (";ja;", ";vielleicht;", "wish_unreadable", "„ja“, „nein“ oder nichts"),
        ("0,5", "viel", "wish_unreadable", "eine Zahl ab 0"),
        ("2;getrennt", "1;getrennt", "duplicate_key", "mehrfach vor: 1"),
        (";Ort;", ";Dorf;", "unknown_column", "Ort"),
        ("Ahorn;Kiefer;ja", "Ahorm;Kiefer;ja", "wish_without_area", "Ahorn"),
    ],
)
def test_a_form_is_read_with_row_and_column(
    tmp_path: Path, old: str, new: str, code: str, told: str
) -> None:
    from sozialraum.words.troubles import error_text

    with pytest.raises(InvalidInput) as wrong:
        project.check(write(tmp_path, form=FORM.replace(old, new)))
    assert wrong.value.finding.code == code
    assert told in error_text(wrong.value.finding)


def test_who_wished_stays_inside_and_that_it_was_decided_is_told(tmp_path: Path) -> None:
    file = write(tmp_path)
    small_project.replace(file, "seed: 7\n", "seed: 7\neditions: [internal, public]\n")
    project.adopt(file, ["1"], **BODY)
    folder = project.run(file, out=tmp_path / "out").folder
    assert "Ortsvorsteher" in (folder / "report.html").read_text("utf-8")
    public = (folder / "public" / "report.html").read_text("utf-8")
    assert "Die Typen halten ein, was beschlossen wurde" in public
    for path in (folder / "public").rglob("*"):
        if path.suffix in (".html", ".json", ".csv"):
            text = path.read_text("utf-8")
            for wished in ("Ortsrat", "Ortsvorsteher", "eine Schule", "der Bach"):
                assert wished not in text, (path.name, wished)
