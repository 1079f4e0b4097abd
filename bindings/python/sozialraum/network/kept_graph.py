"""A road graph in a file, and on its way to another process."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, Self

from sozialraum._core import network as _network
from sozialraum.core.door import require_flag, require_path, require_text
from sozialraum.core.finding import invalid_argument, shown
from sozialraum.network.graph_tables import GraphTables
from sozialraum.network.saved import (
    KeptIn,
    NetworkFile,
    SourceFile,
    network_file,
    packed,
    require_made_of,
    source_file,
    unpacked,
)


class KeptGraph(GraphTables):
    """A graph that is saved, loaded, copied and pickled."""

    def save(
        self,
        path: str | os.PathLike[str],
        *,
        source: str | os.PathLike[str] | SourceFile | None = None,
        mode: str | None = None,
        speeds: str | None = None,
        details: Mapping[str, str] | None = None,
    ) -> None:
        """Keep the graph in one file, with what :meth:`prepare` made of it.

        The same graph gives the same bytes. A file of this name is replaced once the new one is
        whole; who has it open keeps the old one. The import report and the findings are not kept.
        What is not given (None) is as the file of a loaded graph told it.

        Parameters
        ----------
        path : path
        source : path or SourceFile, optional
            The file the graph was made of, such as an OpenStreetMap extract: as it is now, or as it
            was when it was read. Name, size and checksum are kept, so that :meth:`load` can tell
            whether it is still the same.
        mode, speeds : str, optional
            What the graph is for ("car") and the name of its speed table, to be told later.
        details : mapping of str to str, optional
            Anything else worth keeping.

        Raises
        ------
        InvalidInput
            If the file cannot be written or the source not be read.

        Examples
        --------
        >>> import tempfile, pathlib
        >>> import geopandas as gpd
        >>> from shapely import LineString
        >>> from sozialraum.network import RoadGraph
        >>> edges = gpd.GeoDataFrame(
        ...     {"u": [1], "v": [2], "length": [684.0], "speed_kmh": [50.0]},
        ...     geometry=[LineString([(9.24, 52.17), (9.25, 52.17)])], crs="EPSG:4326")
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = pathlib.Path(folder) / "roads.network"
        ...     RoadGraph.from_edges(edges).save(path, mode="car")
        ...     RoadGraph.load(path)
        RoadGraph(2 nodes, 1 edges, 2 directions)
        """
        about = self._told(mode, speeds, details) | {"made_of": self._made_of(source)}
        _network.save_network(require_path(path, "path"), self._core, self._hierarchy, about)

    def _told(
        self, mode: str | None, speeds: str | None, details: Mapping[str, str] | None
    ) -> dict[str, Any]:
        """What the user says of the graph, or the file said that it was loaded from."""
        for argument, text in (("mode", mode), ("speeds", speeds)):
            if text is not None:
                require_text(text, argument)
        if not isinstance(details, Mapping | None):
            message = f"is {shown(details)}; a dict is needed"
            raise invalid_argument("details", message)
        before = self.file
        if before is not None:
            mode = before.mode if mode is None else mode
            speeds = before.speeds if speeds is None else speeds
            details = before.details if details is None else details
        return {
            "mode": mode or "",
            "speeds": speeds or "",
            "details": [(str(key), str(value)) for key, value in (details or {}).items()],
        }

    def _made_of(
        self, source: str | os.PathLike[str] | SourceFile | None
    ) -> tuple[str, int, int] | None:
        if source is None:
            source = None if self.file is None else self.file.made_of
        else:
            source = source_file(source)
        return None if source is None else (source.name, source.bytes, source.crc32)

    @classmethod
    def load(
        cls,
        path: str | os.PathLike[str],
        *,
        source: str | os.PathLike[str] | SourceFile | None = None,
        check_content: bool = True,
        mapped: bool = False,
    ) -> Self:
        """Open a graph that :meth:`save` kept.

        Parameters
        ----------
        path : path
        source : path or SourceFile, optional
            The file the graph should have been made of: another content is refused.
        check_content : bool
            False skips the checksums and the check that all numbers mean something: damage in the
            middle of the file is not seen, and a search on it may crash. With it no bytes whatever
            lead out of the lists; only a time that was changed together with its checksum cannot
            be seen.
        mapped : bool
            True shares the memory of the file with all processes that map it, and reads only what
            is used: without ``check_content`` a load takes no time. The file must then not be
            changed in place while the graph is in use: who overwrites it (``cp``) changes the
            roads, who shortens it kills the process. :meth:`save` never does. False reads it into
            memory of one's own.

        Returns
        -------
        RoadGraph
            :attr:`file` tells what it was made of; :attr:`prepared` if it was saved so.

        Raises
        ------
        InvalidInput
            With the code ``cannot_read``, ``not_a_network_file``, ``other_version``,
            ``other_byte_order``, ``truncated``, ``damaged`` or ``stale``.
        """
        file = require_path(path, "path")
        described = source_file(source) if isinstance(source, SourceFile) else None
        by_path = None if source is None or described else require_path(source, "source")
        check = require_flag(check_content, "check_content")
        kept = _network.load_network(file, by_path, check, require_flag(mapped, "mapped"))
        graph = cls(kept["graph"])
        graph._hierarchy = kept["hierarchy"]
        graph.file = network_file(kept["info"])
        graph._kept_in = KeptIn.of(file, mapped)
        if described is not None:
            require_made_of(described, graph.file, file)
        return graph

    @staticmethod
    def estimate(path: str | os.PathLike[str]) -> NetworkFile:
        """What a file of :meth:`save` holds, and how much memory a load takes: from its head alone.

        Raises
        ------
        InvalidInput
            As :meth:`load`, but the content is not read.
        """
        return network_file(_network.inspect_network(require_path(path, "path")))

    def __copy__(self) -> Self:
        made = type(self)(self._core, import_report=self.import_report, findings=self.findings)
        made._link_like(self)
        made._tree, made._node_index = self._tree, self._node_index
        made._hierarchy, made._order_of = self._hierarchy, self._order_of
        made.file, made._kept_in = self.file, self._kept_in
        return made

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self.__copy__()  # what the core holds never changes

    def __reduce__(self) -> tuple[Any, ...]:
        told = (self.import_report, self.findings, self.file)
        if self._kept_in is not None and self._kept_in.is_unchanged():
            return _from_file, (type(self), self._kept_in, told)
        return _from_bytes, (type(self), packed(self._core, self._hierarchy), told)


_Told = tuple[Any, Any, Any]  # import report, findings, what the file told


def _from_file(kind: type[KeptGraph], kept_in: KeptIn, told: _Told) -> KeptGraph:
    """A graph that travelled by the path of its file."""
    kept_in.require_unchanged()
    graph = kind.load(kept_in.path, check_content=False, mapped=kept_in.mapped)
    return _with_account(graph, told)


def _from_bytes(kind: type[KeptGraph], content: bytes, told: _Told) -> KeptGraph:
    kept = unpacked(content)
    graph = kind(kept["graph"])
    graph._hierarchy = kept["hierarchy"]
    return _with_account(graph, told)


def _with_account(graph: KeptGraph, told: _Told) -> KeptGraph:
    graph.import_report, graph.findings, graph.file = told
    return graph
