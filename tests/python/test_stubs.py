"""The type stubs say what the compiled modules offer."""

import subprocess
import sys
from pathlib import Path

STUBS = Path(__file__).resolve().parents[1] / "architecture" / "stubs.py"


def test_the_stubs_are_up_to_date() -> None:
    done = subprocess.run([sys.executable, str(STUBS)], capture_output=True, text=True)
    assert done.returncode == 0, f"run ./dev stubs:\n{done.stdout}{done.stderr}"
