"""The check of the pinned numbers says which areas changed, in what, and how far."""

import importlib.util
from pathlib import Path

import pytest

FILE = Path(__file__).parents[1] / "golden/demo.py"
SPEC = importlib.util.spec_from_file_location("golden_demo", FILE)
assert SPEC is not None and SPEC.loader is not None
demo = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(demo)


def level(out: Path, project: str, certainty: str, mean: str) -> None:
    folder = out / project
    folder.mkdir(parents=True)
    (folder / "areas.csv").write_text(
        "\ufeffcode;name;typ;typ_sicherheit;typ_sicherheit_wort;typ_zweitnaechster\n"
        f'="03";Hafen;A;{certainty};sicher;B\n="04";Wald;B;0,5;unsicher;A\n',
        "utf-8",
    )
    (folder / "types.csv").write_text(
        f"\ufefftyp;name;farbe;ab65_mittel\nA;alt;#fff;{mean}\n", "utf-8"
    )


def results(out: Path, certainty: str = "0,8", mean: str = "21,5") -> Path:
    for project in demo.PROJECTS:
        level(out, project, certainty, mean)
    return out


def test_what_was_pinned_is_found_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "PINNED", tmp_path / "pinned")
    out = results(tmp_path / "out")
    assert demo.write(out) == 0 and demo.check(out) == 0


def test_a_change_is_told_with_area_and_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(demo, "PINNED", tmp_path / "pinned")
    demo.write(results(tmp_path / "out"))
    capsys.readouterr()
    assert demo.check(results(tmp_path / "new", certainty="0,75", mean="21,4")) == 1
    said = capsys.readouterr().out
    assert "1 of 2 lines changed" in said
    assert "typ_sicherheit: 1 changed, by 0.05 at most" in said
    assert "03: A; 0,8; sicher; B  ->  A; 0,75; sicher; B" in said
    assert "A ab65_mittel: 21,5  ->  21,4" in said
    assert "04" not in said


def test_a_project_that_was_not_run_is_no_success(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no results of hessisch_oldendorf, bayreuth_nord"):
        demo.check(tmp_path)


@pytest.mark.parametrize(
    "file", sorted(demo.PINNED.rglob("types.csv")), ids=lambda f: f.parent.name
)
def test_no_type_of_the_demo_is_named_after_whom_it_may_not(file: Path) -> None:
    """Nationality, migration, benefits, single parents; and nobody who is not there."""
    names = [row["wert"] for row in demo.read(file) if row["was"] == "name"]
    assert len(names) >= 2
    for name in names:
        for word in ("länd", "staatsang", "grundsicherung", "arbeitslos", "alleinerz", "migra"):
            assert word not in name.lower(), name
        assert "weniger Kinder" not in name and "weniger ältere" not in name, name
