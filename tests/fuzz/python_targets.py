"""The readers that are written in Python: whatever the bytes, a table or an error with a name.

    python_targets.py graphml|catalogue [seconds]

With the package atheris (libFuzzer for Python) the runs follow the coverage of the code; without it
the seeds are changed at random, as in standalone.cpp.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
EDGES = (0x00, 0x01, 0x22, 0x3C, 0x7F, 0x80, 0xFF)


def graphml(path: Path) -> None:
    from sozialraum import osm

    osm.read_graphml(path)


def catalogue(path: Path) -> None:
    from sozialraum import indicator

    indicator.load_catalogue(path)


TARGETS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "graphml": (".graphml", graphml),
    "catalogue": (".yaml", catalogue),
}


def one_input(name: str, folder: Path) -> Callable[[bytes], None]:
    """What is called for every input; anything but a named error leaves it."""
    from sozialraum.core import InvalidInput

    suffix, read = TARGETS[name]
    path = folder / f"input{suffix}"

    def run(data: bytes) -> None:
        path.write_bytes(data)
        try:
            read(path)
        except InvalidInput as error:
            assert error.finding.code and error.finding.message

    return run


def changed(data: bytearray, seeds: list[bytes], dice: random.Random) -> bytes:
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(data) + 1)
        match dice.randrange(4):
            case 0 if at < len(data):
                data[at] = dice.choice(EDGES)
            case 1:
                del data[at : at + dice.randint(1, 32)]
            case 2:
                other = dice.choice(seeds)
                begin = dice.randrange(len(other))
                data[at:at] = other[begin : begin + dice.randint(1, 64)]
            case _:
                end = at + dice.randint(1, 16)
                data[at:at] = data[at:end] * dice.randint(1, 8)
    return bytes(data)


def without_coverage(run: Callable[[bytes], None], seeds: list[bytes], seconds: float) -> int:
    for seed in seeds:
        run(seed)
    dice = random.Random(1)
    end = time.monotonic() + seconds
    runs = len(seeds)
    while time.monotonic() < end:
        data = changed(bytearray(dice.choice(seeds)), seeds, dice)
        try:
            run(data)
        except BaseException:
            print(f"the input that does it: {data!r}", file=sys.stderr)
            raise
        runs += 1
    return runs


def main(name: str, seconds: int) -> None:
    seeds = [path.read_bytes() for path in sorted((CORPUS / name).iterdir())]
    with tempfile.TemporaryDirectory() as folder:
        run = one_input(name, Path(folder))
        try:
            import atheris
        except ModuleNotFoundError:
            print(f"{without_coverage(run, seeds, seconds)} inputs, each read or refused by name")
            return
        atheris.instrument_all()
        grown = Path("build/fuzz") / name
        grown.mkdir(parents=True, exist_ok=True)
        atheris.Setup(
            [sys.argv[0], f"-max_total_time={seconds}", "-timeout=5", "-print_final_stats=1"]
            + [str(grown), str(CORPUS / name)],
            run,
        )
        atheris.Fuzz()


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(__doc__)
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 10)
