"""Long work stays answerable: Ctrl-C and progress arrive while the compiled code runs."""

import os
import signal
import threading
import time
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from sozialraum import typology

Progress = Callable[[int, int], None]


@pytest.fixture(autouse=True)
def _ctrl_c_is_heard():
    """Started in the background, a shell makes its children deaf to Ctrl-C: undo that."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def points(areas: int) -> pd.DataFrame:
    dice = np.random.default_rng(1)
    return pd.DataFrame(
        dice.normal(size=(areas, 6)), index=[f"a{i:06}" for i in range(areas)]
    ).rename(columns="x{}".format)


def work_after_ctrl_c(work: Callable[[Progress], object]) -> float:
    """Seconds of processor time from Ctrl-C to the KeyboardInterrupt.

    Ctrl-C comes when the compiled code has told its first progress, so it meets the work itself;
    processor time counts what this process does, however busy the machine is.
    """
    begun = threading.Event()
    sent: list[float] = []

    def send() -> None:
        if begun.wait(timeout=300):
            sent.append(time.process_time())
            os.kill(os.getpid(), signal.SIGINT)

    sender = threading.Thread(target=send)
    sender.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            work(lambda done, total: begun.set())
    finally:
        ended = time.process_time()
        sender.join()
    return ended - sent[0]


@pytest.mark.parametrize("method", ["kmeans", "ward"])
def test_ctrl_c_stops_the_search_for_types_soon(method: str) -> None:
    frame = points(60_000)
    work: dict[str, Callable[[Progress], object]] = {
        "kmeans": lambda tell: typology.kmeans(frame, 8, starts=100_000, seed=1, progress=tell),
        "ward": lambda tell: typology.ward(frame, progress=tell),
    }
    # 0.2 s is what is promised, on every core; unstopped, either works on for many times as long.
    cores = os.cpu_count() or 1
    assert work_after_ctrl_c(work[method]) < 0.2 * (cores + 1)


def test_progress_is_told_while_the_work_goes_on() -> None:
    told: list[tuple[int, int]] = []
    typology.kmeans(
        points(20_000),
        8,
        starts=60,
        seed=1,
        progress=lambda done, total: told.append((done, total)),
    )
    assert told, "not a single report"
    assert all(0 <= done <= total for done, total in told)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_an_error_in_the_progress_callback_ends_the_work() -> None:
    def refuse(done: int, total: int) -> None:
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        typology.kmeans(points(60_000), 8, starts=100_000, seed=1, progress=refuse)
