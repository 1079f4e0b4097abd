"""The nodes and edges of a GraphML file with the lines they stand in.

The parser is our own, on expat: it knows the line of every edge, and refuses entity declarations,
by which a few lines of XML could fill the memory or read other files.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from sozialraum.core import Finding, InvalidInput, Place, Severity


def refuse(code: str, path: Path, message: str, hint: str = "") -> NoReturn:
    raise InvalidInput(
        Finding(
            code=code,
            message=message,
            severity=Severity.WARNING,
            place=Place(argument="path", file=str(path)),
            hint=hint,
        )
    )


@dataclass
class Item:
    """A node or an edge, or the graph itself, with what stands in its data elements."""

    kind: str
    ends: tuple[str, ...]
    line: int
    data: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        what = "the edge from {} to {}" if self.kind == "edge" else "the {kind} {}"
        return f"{what.format(*self.ends, kind=self.kind).rstrip()} in line {self.line}"


class Reader:
    """Collects nodes and edges while expat walks through the file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.graph = Item("graph", ("",), 0)
        self.nodes: dict[str, Item] = {}
        self.edges: list[Item] = []
        self.directed = True
        self._names: dict[str, str] = {}
        self._open: list[Item] = []
        self._key = ""
        self._text: list[str] = []
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.EntityDeclHandler = self._entity

    def read(self) -> None:
        if self.path.exists() and not self.path.is_file():  # a pipe might never end
            refuse("missing_file", self.path, "this is no plain file")
        try:
            with self.path.open("rb") as file:
                self._parser.ParseFile(file)
        except FileNotFoundError:
            refuse("missing_file", self.path, "there is no such file", "check the path")
        except (IsADirectoryError, PermissionError):
            refuse("missing_file", self.path, "the file cannot be opened for reading")
        except expat.ExpatError as trouble:
            refuse(
                "not_graphml",
                self.path,
                f"the file is no whole XML: {expat.ErrorString(trouble.code)} in line "
                f"{trouble.lineno}",
                "was it cut, or is it another kind of file?",
            )
        if self.graph.line == 0:
            refuse("not_graphml", self.path, "the file holds no graph", "write it with osmnx")

    def _entity(self, *_: object) -> None:
        refuse("not_graphml", self.path, "the file declares entities, which no GraphML needs")

    def _start(self, tag: str, given: dict[str, str]) -> None:
        line = self._parser.CurrentLineNumber
        name = tag.rpartition(":")[2]
        if name == "key":
            self._names[given.get("id", "")] = given.get("attr.name", "")
        elif name == "graph":
            self.graph.line = line
            self.directed = given.get("edgedefault", "directed") == "directed"
            self._open.append(self.graph)
        elif name == "node":
            item = Item("node", (given.get("id", ""),), line)
            if (twin := self.nodes.get(item.ends[0])) is not None:
                refuse(
                    "bad_graphml",
                    self.path,
                    f"{item} stands in line {twin.line} already",
                    "give every node an id of its own",
                )
            self.nodes[item.ends[0]] = item
            self._open.append(item)
        elif name == "edge":
            item = Item("edge", (given.get("source", ""), given.get("target", "")), line)
            self.edges.append(item)
            self._open.append(item)
        elif name == "data":
            self._key = given.get("key", "")
            self._text = []

    def _characters(self, text: str) -> None:
        self._text.append(text)

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "data" and self._open:
            self._open[-1].data[self._names.get(self._key, self._key)] = "".join(self._text).strip()
        elif name in ("graph", "node", "edge"):
            self._open.pop()
