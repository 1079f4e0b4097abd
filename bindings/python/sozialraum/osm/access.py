"""What do the tags of a way or a node allow, and how fast?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sozialraum import _osm
from sozialraum.core.door import require_text
from sozialraum.core.finding import invalid_argument, shown
from sozialraum.osm.speed_table import require_mode

if TYPE_CHECKING:
    from sozialraum.osm.speed_table import Mode


def way_access(tags: Mapping[str, str], mode: Mode = "car") -> dict[str, object]:
    """May the mode pass a way with these tags, and if not, why?

    Returns
    -------
    dict
        ``forward`` and ``backward`` ("yes", "ends_only", "no"), ``pushed``, ``ferry``,
        ``roundabout``, ``reason`` ("open", "access_tag", "class_not_for_mode", ...).

    Examples
    --------
    >>> way_access({"highway": "track", "tracktype": "grade3"})["reason"]
    'track_grade'
    """
    return dict(_osm.way_access(_tags_of(tags), require_mode(mode)))


def node_effect(tags: Mapping[str, str], mode: Mode = "car") -> dict[str, object]:
    """What does a node do to a road?

    Returns
    -------
    dict
        ``closed``, ``ends_only`` (open to those who begin or end their way behind it), ``delay``
        ("barrier", "signals", "").

    Examples
    --------
    >>> node_effect({"barrier": "bollard"}, "car")["closed"]
    True
    """
    return dict(_osm.node_effect(_tags_of(tags), require_mode(mode)))


def speed_limits(tags: Mapping[str, str]) -> dict[str, object]:
    """Which limit do the tags give: ``forward``, ``backward`` (km/h, 0 = none), ``settlement``?

    Examples
    --------
    >>> speed_limits({"maxspeed": "DE:rural"})["forward"]
    100.0
    """
    return dict(_osm.speed_limits(_tags_of(tags)))


def _tags_of(tags: Mapping[str, str]) -> dict[str, str]:
    if not isinstance(tags, Mapping):
        raise invalid_argument(
            "tags", f"is {shown(tags)}; a mapping is needed", '{"highway": "path"}'
        )
    return {require_text(key, "tags"): require_text(value, "tags") for key, value in tags.items()}
