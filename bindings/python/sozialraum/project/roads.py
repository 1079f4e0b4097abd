"""Which roads does a project name? One Network a mode that is asked for."""

from __future__ import annotations

from collections.abc import Callable

from sozialraum.level.asked import Mode
from sozialraum.level.ways import Roads
from sozialraum.project.load import LoadedProject
from sozialraum.project.schema import Roads as RoadsOptions
from sozialraum.project.where import require_file
from sozialraum.roads import Network
from sozialraum.words import steps

__all__ = ["read_roads", "roads_options"]


def roads_options(loaded: LoadedProject) -> RoadsOptions | None:
    """What the project file says of its roads; a bare file name stands for the file alone."""
    roads = loaded.project.roads
    return RoadsOptions(file=roads) if isinstance(roads, str) else roads


def read_roads(loaded: LoadedProject, *, threads: int, say: Callable[[str], None]) -> Roads:
    """The roads of all modes, read with one scan; straight lines if the project names none."""
    project, options = loaded.project, roads_options(loaded)
    if options is None:
        return Roads(kmh=project.straight_line_kmh, detour=project.detour, threads=threads)
    say(steps.roads)
    path = require_file(loaded, options.file)
    networks = Network.from_osm_modes(path, _modes_of(loaded), date=options.date, threads=threads)
    if options.extent is not None:
        west, south, east, north = options.extent
    else:
        west, south, east, north = networks["car"].to_edges().total_bounds
    return Roads(
        networks=networks,
        extent=(float(west), float(south), float(east), float(north)),
        kmh=project.straight_line_kmh,
        detour=project.detour,
        threads=threads,
    )


def _modes_of(loaded: LoadedProject) -> list[Mode]:
    """Car first, since the extent is that of its roads; then whatever a facility asks for."""
    asked: list[Mode] = ["car"]
    for level in loaded.project.levels:
        for options in level.facilities:
            asked += options.modes
    return list(dict.fromkeys(asked))
