"""One task in a process of its own: what it cost in time and in memory.

The child is forked, so that both sides begin with the same data; what it holds more than at its
beginning, at its peak, is the memory of the task. The parent must not have used a thread pool.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from threadpoolctl import threadpool_limits


@dataclass(frozen=True)
class Cost:
    """Processor seconds of all threads, seconds on the clock, MiB beyond the data, the result."""

    processor: float
    wall: float
    mib: float
    result: Any


def apart(work: Callable[[], Any], *, repeats: int = 1) -> Cost:
    """The cheapest of some runs, each in a fresh process; the result must be small."""
    costs = [_once(work) for _ in range(repeats)]
    return min(costs, key=lambda cost: cost.processor)


def _once(work: Callable[[], Any]) -> Cost:
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(work, there))
    child.start()
    there.close()
    try:
        cost: Cost = here.recv()
    except EOFError:
        raise RuntimeError("the task ended without a result") from None
    finally:
        child.join()
    return cost


def _child(work: Callable[[], Any], there: Any) -> None:
    with threadpool_limits(1):
        before = _now_mib()
        clock, start = time.process_time(), time.perf_counter()
        result = work()
        processor, wall = time.process_time() - clock, time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    there.send(Cost(processor, wall, max(0.0, peak - before), result))
    there.close()


def _now_mib() -> float:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


@dataclass(frozen=True)
class Row:
    """A line of the table: ours beside a peer, or ours alone."""

    task: str
    ours: Cost
    peer: Cost | None = None
    peer_is: str = ""
    agreement: str = ""

    def __str__(self) -> str:
        ours = f"{_time(self.ours.processor)} / {_time(self.ours.wall)} | {self.ours.mib:,.0f}"
        if self.peer is None:
            return f"| {self.task} | {ours} | | | | {self.peer_is} | {self.agreement} |"
        peer = f"{_time(self.peer.processor)} / {_time(self.peer.wall)} | {self.peer.mib:,.0f}"
        ratio = self.peer.processor / self.ours.processor
        digits = f"{ratio:.2f}" if ratio < 1 else f"{ratio:.1f}" if ratio < 10 else f"{ratio:.0f}"
        return f"| {self.task} | {ours} | {peer} | {digits} | {self.peer_is} | {self.agreement} |"


HEAD = (
    "| task | ours, processor / clock | MiB | peer, processor / clock | MiB "
    "| peer / ours | peer is | agreement |\n|---|--:|--:|--:|--:|--:|---|---|"
)


def _time(seconds: float) -> str:
    if seconds >= 1:
        return f"{seconds:.3g} s" if seconds < 100 else f"{seconds:,.0f} s"
    return f"{1e3 * seconds:.3g} ms"
