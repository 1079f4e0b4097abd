"""The file of a road graph: what it was made of, and what it holds."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from numbers import Integral
from typing import Any

from sozialraum._core import network as _network
from sozialraum.core import Finding, InvalidInput, Place, Severity
from sozialraum.core.door import require_path
from sozialraum.core.files import write_whole
from sozialraum.core.finding import invalid_argument, shown


@dataclass(frozen=True)
class SourceFile:
    """A file by its content, as it was when it was read: what a network was made of.

    Attributes
    ----------
    name : str
        Without folders.
    bytes, crc32 : int
        Size and checksum of the content.
    """

    name: str
    bytes: int
    crc32: int

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> SourceFile:
        """What a file holds now; raises :class:`InvalidInput` if it cannot be read."""
        return cls(*_network.source_file(require_path(path, "source")))


@dataclass(frozen=True)
class NetworkFile:
    """What the file of a road graph holds: :meth:`RoadGraph.estimate`.

    Attributes
    ----------
    nodes, edges : int
    bytes : int
        Size of the file, and the memory a load takes.
    prepared : bool
        With what :meth:`RoadGraph.prepare` made?
    mode, speeds : str
        As given to :meth:`RoadGraph.save`.
    made_of : SourceFile or None
        The file the graph was made of.
    library : str
        Version of sozialraum that wrote it.
    details : dict of str to str
    """

    nodes: int
    edges: int
    bytes: int
    prepared: bool
    mode: str
    speeds: str
    made_of: SourceFile | None
    library: str
    details: dict[str, str]

    @property
    def source(self) -> str | None:
        """Name of the file the graph was made of."""
        return None if self.made_of is None else self.made_of.name


def network_file(info: dict[str, Any]) -> NetworkFile:
    made_of = None if info["made_of"] is None else SourceFile(*info["made_of"])
    return NetworkFile(**{**info, "made_of": made_of, "details": dict(info["details"])})


def source_file(source: str | os.PathLike[str] | SourceFile) -> SourceFile:
    """The description of a file that can be kept: as it is now, or as it was given."""
    if not isinstance(source, SourceFile):
        return SourceFile.read(source)
    if not isinstance(source.name, str) or not source.name:
        raise _unfit_source("name", source.name, "the name of a file")
    for attribute, number, most in (
        ("bytes", source.bytes, 2**63 - 1),
        ("crc32", source.crc32, 2**32 - 1),
    ):
        whole = isinstance(number, Integral) and not isinstance(number, bool)
        if not whole or not 0 <= number <= most:
            raise _unfit_source(attribute, number, f"a whole number from 0 to {most}")
    return SourceFile(source.name, int(source.bytes), int(source.crc32))


def _unfit_source(attribute: str, value: object, needed: str) -> InvalidInput:
    return invalid_argument(
        "source",
        f"has {attribute}={shown(value)}; {needed} is needed",
        "take SourceFile.read(path)",
    )


def require_made_of(source: SourceFile, kept: NetworkFile, path: str) -> None:
    """Refuse a network that was made of another file than this one."""
    then = kept.made_of
    if then is not None and (then.bytes, then.crc32) == (source.bytes, source.crc32):
        return
    message, hint = "the file does not tell what it was made of", "load it without a source"
    if then is not None:
        message = f"the network was made of another file: {then}, not {source}"
        hint = "prepare the network again"
    raise InvalidInput(Finding("stale", message, Severity.WARNING, Place(file=path), hint))


@dataclass(frozen=True)
class KeptIn:
    """A file that holds a graph, as it was when the graph was loaded."""

    path: str
    bytes: int
    changed: int
    mapped: bool

    @classmethod
    def of(cls, path: str, mapped: bool) -> KeptIn | None:
        """The file now; None if there is none any more."""
        try:
            found = os.stat(path)
        except OSError:
            return None
        return cls(os.path.abspath(path), found.st_size, found.st_mtime_ns, mapped)

    def is_unchanged(self) -> bool:
        """Is it still the file the graph was loaded from?"""
        return KeptIn.of(self.path, self.mapped) == self

    def require_unchanged(self) -> None:
        """Refuse another file than the one the graph was loaded from."""
        if self.is_unchanged():
            return
        message = "the file of the network was changed or removed since it was sent here"
        place = Place(file=self.path)
        raise InvalidInput(Finding("stale", message, Severity.WARNING, place, "send it again"))


def packed(core: _network.RoadGraph, hierarchy: Any) -> bytes:
    """A graph, with its hierarchy if it is prepared, as the content of its file."""
    about: dict[str, Any] = {"mode": "", "speeds": "", "details": [], "made_of": None}
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "graph.network")
        _network.save_network(path, core, hierarchy, about)
        with open(path, "rb") as file:
            return file.read()


def unpacked(content: bytes) -> dict[str, Any]:
    """What :func:`packed` packed."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "graph.network")
        write_whole(path, content)
        return dict(_network.load_network(path, None, True, False))
