from typing import Any

from . import core as core

def __getattr__(name: str) -> Any: ...
