"""How the peer scripts measure and report: best of some runs, one line of JSON a comparison.

Seconds are processor time, of all threads and of the processes started: what both sides cost, also
on a machine that others keep busy. With one thread on both sides it is what an idle machine takes.
"""

from __future__ import annotations

import importlib.metadata
import json
import resource
import sys
import time
from collections.abc import Callable
from typing import Any


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Processor seconds of one run, and what it gave."""
    start = _processor_seconds()
    result = work()
    return _processor_seconds() - start, result


def best_of(work: Callable[[], Any], *, repeats: int = 5, at_most_seconds: float = 20.0) -> float:
    """Processor seconds of the fastest run: what is left when nothing else disturbs it."""
    best = float("inf")
    end = time.monotonic() + at_most_seconds
    for _ in range(repeats):
        best = min(best, timed(work)[0])
        if time.monotonic() > end:
            break
    return best


def _processor_seconds() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def compare(work: str, *, ours: float, peer: float, peer_name: str, equal: bool) -> None:
    """Report one comparison; ends the script with an error if the results differ.

    ``peer_name`` is the name of the installed package (its version is added) or free text.
    """
    try:
        peer_name = f"{peer_name} {importlib.metadata.version(peer_name)}"
    except importlib.metadata.PackageNotFoundError:
        pass
    record = {
        "work": work,
        "ours": ours,
        "peer": peer,
        "peer_name": peer_name,
        "equal": bool(equal),
    }
    print(json.dumps(record, ensure_ascii=False), flush=True)
    if not equal:
        sys.exit(f"{work}: our result differs from that of {peer_name}")
