"""The output folder: what is the user's stays, and errors speak of the folder the user named.

Every test runs the real command line on a small project, or the folder on its own.
"""

from __future__ import annotations

import errno
import json
import os
import subprocess
from pathlib import Path

import pytest
import small_project
from small_project import replace, sozialraum
from sozialraum.core import Finding, InvalidInput, Place
from sozialraum.level.trouble import trouble
from sozialraum.project.folder import whole_folder
from sozialraum.words.troubles import error_text

pytest.importorskip("sozialraum._gis")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_project.write(tmp_path / "p").parent


def run(folder: Path, out: str | Path) -> subprocess.CompletedProcess[str]:
    done = sozialraum("run", "project.yaml", "--out", out, "--quiet", cwd=folder)
    assert "Traceback" not in done.stderr
    return done


def fill(target: Path, *names: str) -> None:
    """A result with these outputs, as a run would leave it."""
    with whole_folder(target) as fresh:
        for name in names:
            (fresh / name).parent.mkdir(exist_ok=True)
            (fresh / name).write_text("von uns", "utf-8")
        manifest = {"format": "sozialraum manifest 1", "outputs": dict.fromkeys(names, "")}
        (fresh / "manifest.json").write_text(json.dumps(manifest), "utf-8")


# ------------------------------------------------------------------------------- what is the user's


@pytest.mark.parametrize(
    "manifest",
    [
        "",
        "{",
        "[]",
        '{"name": "Meine App", "icons": []}',
        '{"format": 3}',
        '{"format": "sozialraum manifest 1"}',
        "[" * 100_000,
    ],
)
def test_the_manifest_of_another_program_does_not_make_a_folder_ours(
    tmp_path: Path, manifest: str
) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app/manifest.json").write_text(manifest, "utf-8")
    (tmp_path / "app/report.html").write_text("mein Bericht", "utf-8")
    with pytest.raises(InvalidInput) as refusal, whole_folder(tmp_path / "app"):
        pass
    assert refusal.value.finding.code == "output_foreign"
    assert (tmp_path / "app/report.html").read_text("utf-8") == "mein Bericht"
    assert [p.name for p in tmp_path.iterdir()] == ["app"]


def test_a_foreign_manifest_on_the_command_line(folder: Path) -> None:
    (folder / "app").mkdir()
    (folder / "app/manifest.json").write_text('{"name": "Meine App"}', "utf-8")
    (folder / "app/report.html").write_text("mein Bericht", "utf-8")
    done = run(folder, "app")
    assert done.returncode == 2 and "nicht von diesem Programm" in done.stderr
    assert (folder / "app/report.html").read_text("utf-8") == "mein Bericht"


def test_files_empty_folders_and_links_of_the_user_stay(folder: Path) -> None:
    assert run(folder, "ziel").returncode == 0
    target = folder / "ziel"
    (target / "notiz.txt").write_text("wichtig", "utf-8")
    (target / "leer/tiefer").mkdir(parents=True)
    (target / "leer").chmod(0o700)
    (target / "daten").symlink_to("..", target_is_directory=True)
    (target / "ins_leere").symlink_to("gibt/es/nicht")
    (target / "datei").symlink_to("notiz.txt")
    done = run(folder, "ziel")
    assert done.returncode == 0, done.stderr
    assert (target / "notiz.txt").read_text("utf-8") == "wichtig"
    assert (target / "leer/tiefer").is_dir() and (target / "leer").stat().st_mode & 0o777 == 0o700
    assert os.readlink(target / "daten") == ".."
    assert os.readlink(target / "ins_leere") == "gibt/es/nicht"
    assert os.readlink(target / "datei") == "notiz.txt"
    assert "notiz.txt" not in (target / "manifest.json").read_text("utf-8")


@pytest.mark.parametrize("as_folder", [False, True])
def test_a_file_of_the_user_with_the_name_of_a_new_output(tmp_path: Path, as_folder: bool) -> None:
    """Neither may win in silence: the run ends, the older result stays as it was."""
    fill(tmp_path / "ziel", "report.html")
    mine = tmp_path / "ziel/map.png"
    if as_folder:
        mine.mkdir()
        mine = mine / "urlaub.png"
    mine.write_text("meine Karte", "utf-8")
    with pytest.raises(InvalidInput) as refusal:
        fill(tmp_path / "ziel", "report.html", "map.png")
    assert refusal.value.finding.code == "output_foreign"
    assert refusal.value.finding.place.file == str(tmp_path / "ziel/map.png")
    assert mine.read_text("utf-8") == "meine Karte"
    assert [p.name for p in tmp_path.iterdir()] == ["ziel"]


def test_outputs_of_an_older_run_that_are_no_more_go(tmp_path: Path) -> None:
    fill(tmp_path / "ziel", "report.html", "doerfer/areas.csv")
    fill(tmp_path / "ziel", "report.html")
    assert sorted(p.name for p in (tmp_path / "ziel").iterdir()) == ["manifest.json", "report.html"]


# ----------------------------------------------------------------------------------- links and root


@pytest.mark.parametrize("there", [True, False])
def test_a_link_to_a_folder_stays_a_link(folder: Path, there: bool) -> None:
    real = folder / "platte/ergebnis"
    if there:
        real.mkdir(parents=True)
    (folder / "ln").symlink_to("platte/ergebnis", target_is_directory=True)
    for _ in range(2):
        done = run(folder, "ln")
        assert done.returncode == 0, done.stderr
        assert os.readlink(folder / "ln") == "platte/ergebnis"
        assert (real / "report.html").is_file()
        assert [p.name for p in (folder / "platte").iterdir()] == ["ergebnis"]
        assert not [p.name for p in folder.iterdir() if p.name.startswith(".")]


def test_a_link_to_itself(folder: Path) -> None:
    (folder / "ln").symlink_to("ln")
    done = run(folder, "ln")
    assert done.returncode == 2 and done.stderr.startswith("Fehler: "), done.stderr
    assert "--out" in done.stderr


def test_a_folder_below_a_link_to_itself(folder: Path) -> None:
    (folder / "ln").symlink_to("ln")
    done = run(folder, "ln/out")
    assert done.returncode == 2 and "--out" in done.stderr, done.stderr


def test_an_input_that_is_a_link_to_itself(folder: Path) -> None:
    (folder / "villages.csv").unlink()
    (folder / "villages.csv").symlink_to("villages.csv")
    done = run(folder, "out")
    assert done.returncode == 2 and "villages.csv" in done.stderr, done.stderr


@pytest.mark.parametrize("out", ["/", "/..", "//"])
def test_the_root_folder(folder: Path, out: str) -> None:
    done = run(folder, out)
    assert done.returncode == 2 and "Wurzelverzeichnis" in done.stderr


# ---------------------------------------------------------------------------------------- disk full


def raised_inside(target: Path, error: type[OSError] | str, number: int, name: str | None) -> str:
    """What the command says if a writer fails at this file of the new folder."""
    from sozialraum.cli import _system_trouble

    try:
        with whole_folder(target) as fresh:
            if isinstance(error, str):
                message = f"the file cannot be written: {os.strerror(number)}"
                raise trouble(error, message, file=str(fresh / (name or "")))
            raise error(number, os.strerror(number), str(fresh / name) if name else None)
    except InvalidInput as told:
        return error_text(told.finding)
    except OSError as told:
        return _system_trouble(told)
    raise AssertionError("nothing was raised")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
@pytest.mark.parametrize(
    ("error", "name"), [("cannot_write", "areas.csv"), (OSError, "areas.csv"), (OSError, None)]
)
def test_a_full_disk_is_told_of_the_folder_the_user_named(
    tmp_path: Path, number: int, error: type[OSError] | str, name: str | None
) -> None:
    text = raised_inside(tmp_path / "ziel", error, number, name)
    assert "Der Datenträger ist voll" in text and "20 MB" in text and "Platz schaffen" in text
    assert f"Wo:       {tmp_path / 'ziel'}\n" in text
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("error", ["cannot_write", PermissionError])
def test_another_trouble_is_told_of_the_file_in_that_folder(
    tmp_path: Path, error: type[OSError] | str
) -> None:
    text = raised_inside(tmp_path / "ziel", error, errno.EACCES, "areas.csv")
    assert str(tmp_path / "ziel/areas.csv") in text and ".neu-" not in text


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small file system needs root")
@pytest.mark.parametrize("size", ["4k", "12k", "40k", "150k"])
def test_disks_of_several_sizes(folder: Path, size: str) -> None:
    """Each size makes another writer fail."""
    disk = folder / "klein"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("no right to mount here")
    try:
        done = run(folder, disk / "ziel")
        if done.returncode == 0:
            pytest.skip("the result fits")
        assert done.returncode == 2
        assert "Der Datenträger ist voll" in done.stderr, done.stderr
        assert str(disk / "ziel") in done.stderr and ".neu-" not in done.stderr
        assert list(disk.iterdir()) == []
    finally:
        subprocess.run(["umount", str(disk)], check=False)


# ------------------------------------------------------------------------------------------ wording


@pytest.mark.parametrize(
    "code",
    ["not_text", "not_a_file", "cannot_read", "duplicate_column", "not_an_osm_file", "not_finite"],
)
def test_every_code_has_german_words(code: str) -> None:
    text = error_text(Finding(code, "ENGLISH", place=Place(file="a.csv", column="people")))
    assert text.startswith("Fehler: ") and "Abhilfe" in text and "a.csv" in text
    assert "ENGLISH" not in text and "Kennung" not in text


def test_an_invalid_argument_is_named_in_german() -> None:
    text = error_text(Finding("invalid_argument", "is 0", place=Place(argument="options.radius")))
    assert "„radius“ hat einen ungültigen Wert" in text and "is 0" in text


def test_an_archive_in_place_of_the_table(folder: Path) -> None:
    (folder / "villages.csv").write_bytes(b"PK\x03\x04" + bytes(200))
    done = run(folder, "ziel")
    assert done.returncode == 2 and "keine Texttabelle" in done.stderr, done.stderr


def test_a_folder_in_place_of_the_table(folder: Path) -> None:
    (folder / "villages.csv").unlink()
    (folder / "villages.csv").mkdir()
    done = run(folder, "ziel")
    assert done.returncode == 2 and "Ordner, keine Datei" in done.stderr, done.stderr


def test_boundaries_that_cannot_be_read(folder: Path) -> None:
    (folder / "villages.geojson").write_text("kein GeoJSON", "utf-8")
    done = run(folder, "ziel")
    assert done.returncode == 2 and "lässt sich nicht lesen" in done.stderr, done.stderr


def test_two_columns_of_one_name(folder: Path) -> None:
    replace(folder / "villages.csv", "young,old", "young,young")
    done = run(folder, "ziel")
    assert done.returncode == 2 and "Zwei Spalten heißen „young“" in done.stderr, done.stderr


@pytest.mark.parametrize("number", ["x", "-1", "1.5", ""])
def test_threads_that_are_no_number(folder: Path, number: str) -> None:
    done = sozialraum("run", "project.yaml", f"--threads={number}", cwd=folder)
    assert done.returncode == 2
    assert done.stderr.startswith("Fehler: --threads: ") and "ganze Zahl ab 0" in done.stderr
    assert "invalid" not in done.stderr and "error" not in done.stderr


def test_a_wrong_command_line_is_told_in_german(folder: Path) -> None:
    assert "Fehler: Es fehlt: PROJEKTDATEI" in sozialraum("run", cwd=folder).stderr
    assert "Unbekannte Angabe: --x" in sozialraum("check", "p.yaml", "--x", cwd=folder).stderr
