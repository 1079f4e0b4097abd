"""How the peer scripts measure and report: best of some runs, one line of JSON a comparison."""

from __future__ import annotations

import importlib.metadata
import json
import sys
import time
from collections.abc import Callable
from typing import Any


def best_of(work: Callable[[], Any], *, repeats: int = 5, at_most_seconds: float = 20.0) -> float:
    """Seconds of the fastest run: what the machine can do when nothing else disturbs it."""
    best = float("inf")
    end = time.perf_counter() + at_most_seconds
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
        if time.perf_counter() > end:
            break
    return best


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
