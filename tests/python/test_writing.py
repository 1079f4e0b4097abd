"""core.atomic_write: the old file or the whole new one, with its permissions, through links."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sozialraum import core


def text_of(path: Path, text: str) -> str:
    with core.atomic_write(path) as file:
        file.write(text)
    return path.read_text()


def test_writes_text_and_bytes_as_they_are(tmp_path: Path) -> None:
    with core.atomic_write(tmp_path / "a.txt") as file:
        file.write("Straße\n")
        file.write(b"\xff\r\n")
    assert (tmp_path / "a.txt").read_bytes() == "Straße\n".encode() + b"\xff\r\n"


def test_an_exception_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    with pytest.raises(ZeroDivisionError), core.atomic_write(path) as file:
        file.write("half")
        raise ZeroDivisionError
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_a_library_writes_to_the_temporary_path(tmp_path: Path) -> None:
    with core.atomic_write(tmp_path / "a.csv") as file:
        assert file.temporary.suffix == ".csv"
        file.temporary.write_text("x;y\n")
        assert not (tmp_path / "a.csv").exists()
    assert (tmp_path / "a.csv").read_text() == "x;y\n"


def test_keeps_permissions_and_links(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("old")
    secret.chmod(0o600)
    (tmp_path / "link.txt").symlink_to("secret.txt")
    assert text_of(tmp_path / "link.txt", "new") == "new"
    assert (tmp_path / "link.txt").is_symlink()
    assert secret.stat().st_mode & 0o777 == 0o600
    assert secret.read_text() == "new"


def test_says_why_a_file_cannot_be_written(tmp_path: Path) -> None:
    for path in (tmp_path / "missing" / "a.txt", tmp_path, Path("/dev/null")):
        with pytest.raises(core.InvalidInput) as error, core.atomic_write(path):
            pass
        assert error.value.finding.code == "cannot_write"


def test_several_threads_under_one_name(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"

    def save(letter: str) -> None:
        for _ in range(20):
            with core.atomic_write(path) as file:
                file.write(letter * 5000)
                file.write(letter * 5000)

    threads = [threading.Thread(target=save, args=(letter,)) for letter in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert path.read_text() in {letter * 10000 for letter in "abcd"}
    assert os.listdir(tmp_path) == ["a.txt"]


def test_what_a_killed_process_left_is_removed(tmp_path: Path) -> None:
    program = (
        "import os, sys; from sozialraum import core\n"
        "with core.atomic_write(sys.argv[1]) as file:\n"
        "    file.write('half'); os.kill(os.getpid(), 9)\n"
    )
    path = tmp_path / "a.txt"
    assert subprocess.run([sys.executable, "-c", program, path], check=False).returncode == -9
    assert len(os.listdir(tmp_path)) == 1
    assert text_of(path, "new") == "new"
    assert os.listdir(tmp_path) == ["a.txt"]
