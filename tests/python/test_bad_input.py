"""Wrong input: one clear German message, exit code 2, and nothing half-written.

Every test runs the real command line on a small project that is broken in one place.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import small_project
from small_project import code, replace, sozialraum

pytest.importorskip("sozialraum._gis")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_project.write(tmp_path / "p").parent


def refused(folder: Path, *words: str) -> str:
    """The run ends with code 2; its message holds the words; no output, no trace of one, no
    traceback.
    """
    run = sozialraum("run", "project.yaml", "--out", folder / "out" / "ziel", "--quiet", cwd=folder)
    assert run.returncode == 2, run.stderr
    assert "Traceback" not in run.stderr
    assert run.stderr.startswith("Fehler: ")
    for word in words:
        assert word in run.stderr, run.stderr
    out = folder / "out"
    assert not out.exists() or list(out.iterdir()) == []
    return run.stderr


def rewrite_table(folder: Path, change: Callable[[list[list[str]]], None]) -> None:
    rows = [line.split(",") for line in small_project.table().splitlines()]
    change(rows)
    text = "\n".join(",".join(row) for row in rows) + "\n"
    (folder / "villages.csv").write_text(text, encoding="utf-8")


# -------------------------------------------------------------------------------------------- files


def test_missing_project_file(tmp_path: Path) -> None:
    run = sozialraum("run", "nirgends.yaml", cwd=tmp_path)
    assert run.returncode == 2
    assert "nirgends.yaml" in run.stderr and "gibt es nicht" in run.stderr


def test_missing_table(folder: Path) -> None:
    (folder / "villages.csv").unlink()
    refused(folder, "villages.csv", "gibt es nicht", "Abhilfe")


def test_empty_table(folder: Path) -> None:
    (folder / "villages.csv").write_bytes(b"")
    refused(folder, "villages.csv", "leer")


def test_empty_project_file(folder: Path) -> None:
    (folder / "project.yaml").write_bytes(b"")
    refused(folder, "project.yaml", "leer")


def test_a_table_of_a_head_only(folder: Path) -> None:
    (folder / "villages.csv").write_text("ags,name,people,young,old,shop\n", "utf-8")
    refused(folder, "villages.csv", "keine Zeilen")


# --------------------------------------------------------------------------------- columns and keys


def test_wrong_column_name_names_the_nearest(folder: Path) -> None:
    replace(folder / "project.yaml", "population: people", "population: peple")
    refused(folder, "peple", "people")


def test_wrong_column_in_the_catalogue_names_the_nearest(folder: Path) -> None:
    replace(folder / "catalogue.yaml", "value: shop", "value: shpo")
    refused(folder, "shpo", "shop")


def test_a_list_to_choose_from_is_no_catalogue_of_a_report(folder: Path) -> None:
    replace(folder / "catalogue.yaml", "dimensions:", "starter: true\ndimensions:")
    refused(folder, "zum Auswählen", "starter: true")


def test_villages_have_no_figures_that_end_at_the_district(folder: Path) -> None:
    replace(
        folder / "catalogue.yaml",
        "value: shop",
        "value: shop, lowest_level: district, owner: Amt X",
    )
    refused(folder, "area_level")
    replace(folder / "project.yaml", "    catalogue:", "    area_level: village\n    catalogue:")
    refused(folder, "für so kleine Flächen nicht", "Landkreis", "Amt X")


def test_keys_that_lost_their_zero(folder: Path) -> None:
    text = small_project.table().replace("\n03252", "\n3252")
    (folder / "villages.csv").write_text(text, "utf-8")
    refused(folder, "villages.csv", "führende Null", "repair_ags")


def test_keys_that_lost_their_zero_are_mended_if_allowed(folder: Path) -> None:
    text = small_project.table().replace("\n03252", "\n3252")
    (folder / "villages.csv").write_text(text, "utf-8")
    replace(
        folder / "project.yaml",
        "      key_kind: ags\n",
        "      key_kind: ags\n      repair_ags: true\n",
    )
    run = sozialraum("run", "project.yaml", "--out", folder / "out", "--quiet", cwd=folder)
    assert run.returncode == 0, run.stderr
    assert "führende Null" in (folder / "out/report.html").read_text("utf-8")


def test_duplicate_keys(folder: Path) -> None:
    rewrite_table(folder, lambda rows: rows[2].__setitem__(0, rows[1][0]))
    refused(folder, "villages.csv", "mehrfach", code(0))


def test_a_key_without_polygon(folder: Path) -> None:
    geometry = small_project.boundaries()
    geometry["features"] = geometry["features"][1:]  # type: ignore[index]
    (folder / "villages.geojson").write_text(json.dumps(geometry), "utf-8")
    refused(folder, "villages.geojson", "1 von 12", code(0))


def test_a_polygon_without_key(folder: Path) -> None:
    rewrite_table(folder, lambda rows: rows.pop(3))
    refused(folder, "1 von 12", code(2), "leave_out")


def test_a_polygon_without_key_is_left_out_if_allowed(folder: Path) -> None:
    rewrite_table(folder, lambda rows: rows.pop(3))
    replace(folder / "project.yaml", "key: ags}", "key: ags, without_data: leave_out}")
    run = sozialraum("run", "project.yaml", "--out", folder / "out", "--quiet", cwd=folder)
    assert run.returncode == 0, run.stderr
    assert "1 Polygone ohne Zeile" in (folder / "out/report.html").read_text("utf-8")


# ----------------------------------------------------------------------------------------- polygons


def test_polygons_without_crs(folder: Path) -> None:
    import geopandas

    frame = geopandas.read_file(folder / "villages.geojson")
    frame.to_file(folder / "villages.shp")
    (folder / "villages.prj").unlink()
    replace(folder / "project.yaml", "file: villages.geojson", "file: villages.shp")
    refused(folder, "villages.shp", "Koordinatensystem", "crs")


def test_an_invalid_polygon(folder: Path) -> None:
    geometry = small_project.boundaries()
    ring = small_project.square(4)
    ring[1], ring[2] = ring[2], ring[1]  # a bow-tie
    geometry["features"][4]["geometry"]["coordinates"] = [ring]  # type: ignore[index]
    (folder / "villages.geojson").write_text(json.dumps(geometry), "utf-8")
    refused(folder, "villages.geojson", "ungültig", code(4), "make_valid")


# -------------------------------------------------------------------------------------------- texts


def test_a_latin1_project_file(folder: Path) -> None:
    file = folder / "project.yaml"
    file.write_bytes(file.read_text("utf-8").encode("latin-1"))
    refused(folder, "project.yaml", "UTF-8")


def test_a_latin1_table_with_a_wrong_encoding_named(folder: Path) -> None:
    text = small_project.table().replace("Erle", "Mühle")
    (folder / "villages.csv").write_bytes(text.encode("latin-1"))
    replace(folder / "project.yaml", "      key: ags\n", "      key: ags\n      encoding: utf-8\n")
    refused(folder, "villages.csv", "Kodierung", "encoding")


def test_a_latin1_table_is_read_right_and_the_report_says_so(folder: Path) -> None:
    text = small_project.table().replace("Erle", "Mühle")
    (folder / "villages.csv").write_bytes(text.encode("latin-1"))
    run = sozialraum("run", "project.yaml", "--out", folder / "out", "--quiet", cwd=folder)
    assert run.returncode == 0, run.stderr
    report = (folder / "out/report.html").read_text("utf-8")
    assert "Mühle" in report and "nicht in UTF-8" in report


def test_text_in_a_number_column(folder: Path) -> None:
    rewrite_table(folder, lambda rows: rows[5].__setitem__(3, "viele"))
    refused(folder, "villages.csv", "Zeile 6", "young", "viele")


# ---------------------------------------------------------------------------------- nothing to type


def test_an_all_missing_column(folder: Path) -> None:
    def clear(rows: list[list[str]]) -> None:
        for row in rows[1:]:
            row[5] = "-9"

    rewrite_table(folder, clear)
    refused(folder, "Minuten zum Laden", "in keiner Fläche")


def test_a_constant_column(folder: Path) -> None:
    def level(rows: list[list[str]]) -> None:
        for row in rows[1:]:
            row[5] = "7.5"

    rewrite_table(folder, level)
    refused(folder, "Minuten zum Laden", "in allen Flächen gleich", "7.5")


def test_fewer_areas_than_types(folder: Path) -> None:
    replace(folder / "project.yaml", "count: 2, compare: [2, 3]", "count: 14")
    refused(folder, "12 Flächen", "14 Typen")


# --------------------------------------------------------------------------------- the project file


def test_an_unknown_option_with_its_line_and_the_nearest(folder: Path) -> None:
    replace(folder / "project.yaml", "population:", "populaton:")
    lines = (folder / "project.yaml").read_text("utf-8").splitlines()
    line = next(i for i, text in enumerate(lines, 1) if "populaton" in text)
    refused(folder, f"Zeile {line}", "populaton", "„population“")


def test_a_wrong_value_with_its_line(folder: Path) -> None:
    replace(folder / "project.yaml", "seed: 7", "seed: sieben")
    refused(folder, "Zeile 4", "sieben", "ganze Zahl")


def test_a_missing_option(folder: Path) -> None:
    replace(folder / "project.yaml", "    crs: EPSG:25832\n", "")
    refused(folder, "„crs“ fehlt")


def test_a_file_that_is_no_yaml(folder: Path) -> None:
    replace(folder / "project.yaml", "seed: 7", "seed: [7")
    refused(folder, "project.yaml", "YAML", "Zeile")


# --------------------------------------------------------------------------------------- the output


def is_root() -> bool:
    return os.geteuid() == 0


def test_output_folder_not_writable(folder: Path) -> None:
    """/proc refuses new folders to everybody, root included."""
    run = sozialraum("run", "project.yaml", "--out", "/proc/ergebnis", "--quiet", cwd=folder)
    assert run.returncode == 2
    assert "Fehler: " in run.stderr and "/proc/ergebnis" in run.stderr and "--out" in run.stderr


@pytest.mark.skipif(is_root(), reason="root may write anywhere")
def test_output_folder_without_the_right_to_write(folder: Path) -> None:
    locked = folder / "zu"
    locked.mkdir()
    locked.chmod(0o500)
    run = sozialraum("run", "project.yaml", "--out", locked / "ziel", "--quiet", cwd=folder)
    assert run.returncode == 2 and "--out" in run.stderr


def test_a_file_where_the_folder_should_be(folder: Path) -> None:
    (folder / "ziel").write_text("hier bin ich", "utf-8")
    run = sozialraum("run", "project.yaml", "--out", "ziel", "--quiet", cwd=folder)
    assert run.returncode == 2 and "Datei" in run.stderr
    assert (folder / "ziel").read_text("utf-8") == "hier bin ich"


def test_a_folder_with_foreign_files_is_not_touched(folder: Path) -> None:
    (folder / "urlaub").mkdir()
    (folder / "urlaub/foto.jpg").write_bytes(b"1")
    run = sozialraum("run", "project.yaml", "--out", "urlaub", "--quiet", cwd=folder)
    assert run.returncode == 2 and "nicht von diesem Programm" in run.stderr
    assert [p.name for p in (folder / "urlaub").iterdir()] == ["foto.jpg"]


def test_disk_full_keeps_the_older_result_whole(folder: Path) -> None:
    """No file may grow beyond 20 kB: what a full disk does to the larger outputs."""
    target = folder / "out" / "ziel"
    first = sozialraum("run", "project.yaml", "--out", target, "--quiet", cwd=folder)
    assert first.returncode == 0, first.stderr
    before = {p.name: p.read_bytes() for p in target.iterdir()}

    def no_room() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    run = subprocess.run(
        small_project.command("run", "project.yaml", "--out", target, "--quiet"),
        cwd=folder,
        env={**small_project.environment(), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        preexec_fn=no_room,
        check=False,
    )
    assert run.returncode == 2, run.stderr
    assert "Traceback" not in run.stderr and "Platz" in run.stderr
    assert {p.name: p.read_bytes() for p in target.iterdir()} == before
    assert [p.name for p in (folder / "out").iterdir()] == ["ziel"]


@pytest.mark.skipif(not is_root(), reason="mounting a small file system needs root")
def test_a_really_full_disk(folder: Path) -> None:
    disk = folder / "klein"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=40k", "tmpfs", str(disk)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode != 0:
        pytest.skip("no right to mount here")
    try:
        run = sozialraum("run", "project.yaml", "--out", disk / "ziel", "--quiet", cwd=folder)
        assert run.returncode == 2, run.stderr
        assert "Traceback" not in run.stderr and "Platz" in run.stderr
        assert list(disk.iterdir()) == []
    finally:
        subprocess.run(["umount", str(disk)], check=False)


def test_ctrl_c_in_the_middle(folder: Path) -> None:
    """Interrupted while it types: code 130, nothing left, an older result whole."""
    replace(folder / "project.yaml", "starts: 20, draws: 60", "starts: 20, draws: 10000")
    process = subprocess.Popen(
        small_project.command("run", "project.yaml", "--out", folder / "out" / "ziel"),
        cwd=folder,
        env=small_project.environment(),
        stderr=subprocess.PIPE,
        text=True,
        # Started in the background, a shell makes its children deaf to Ctrl-C: undo that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stderr is not None
    for line in process.stderr:
        if "Typen aus" in line:
            break
    process.send_signal(signal.SIGINT)
    started = time.monotonic()
    rest = process.stderr.read()
    assert process.wait(timeout=30) == 130, rest
    assert time.monotonic() - started < 10
    assert "Abgebrochen" in rest and "Traceback" not in rest
    assert list((folder / "out").iterdir()) == []


# ------------------------------------------------------------------------------------- command line


def test_help_is_german_and_names_the_commands(tmp_path: Path) -> None:
    run = sozialraum("--help", cwd=tmp_path)
    assert run.returncode == 0
    assert "run" in run.stdout and "check" in run.stdout and "Beispiele" in run.stdout
    for command in ((), ("run",), ("check",)):
        text = sozialraum(*command, "--help", cwd=tmp_path).stdout
        assert text.startswith("Aufruf: sozialraum") and "Optionen:" in text
        for english in ("usage", "options", "arguments", "show this", "version number"):
            assert english not in text.lower()


def test_no_command_is_wrong_input(tmp_path: Path) -> None:
    assert sozialraum(cwd=tmp_path).returncode == 2


def test_progress_goes_to_stderr_only(folder: Path) -> None:
    run = sozialraum("run", "project.yaml", cwd=folder)
    assert run.returncode == 0 and run.stdout == "" and "Dörfer" in run.stderr
    assert (folder / "out/zwoelf_doerfer/report.html").exists()


def test_quiet_is_quiet(folder: Path) -> None:
    run = sozialraum("run", "project.yaml", "--quiet", cwd=folder)
    assert run.returncode == 0 and run.stdout == "" and run.stderr == ""
