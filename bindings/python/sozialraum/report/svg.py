"""Maps and bars as inline SVG: attributes only, no style, so that a strict content policy holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from sozialraum.words.colours import CLASS_COLOURS, band_colours, palette
from sozialraum.words.numbers import number

__all__ = [
    "BandView",
    "MapArea",
    "MapView",
    "Point",
    "SmallView",
    "bar",
    "draw_bands",
    "draw_locators",
    "draw_map",
    "draw_small",
]


@dataclass(frozen=True)
class MapArea:
    """One area of a map."""

    code: str
    geometry: Any
    letter: str
    label: str
    name: str = ""
    href: str = ""
    unsure: bool = False
    focus: bool = False
    at: tuple[float, float] | None = None


@dataclass(frozen=True)
class Point:
    """A named place or a facility on the map; of an area with a letter there, without a dot."""

    x: float
    y: float
    label: str
    dot: bool = True


@dataclass(frozen=True)
class MapView:
    """What is drawn: areas in one projected CRS, things around them, and how large."""

    areas: Sequence[MapArea]
    title: str
    id: str
    width: float = 900.0
    max_height: float = 900.0
    letters: bool = True
    outlines: Sequence[Any] = field(default_factory=tuple)
    ground: Sequence[tuple[Any, str]] = field(default_factory=tuple)
    lines: Sequence[Any] = field(default_factory=tuple)
    points: Sequence[Point] = field(default_factory=tuple)
    tolerance: float = 0.0
    corner_letters: bool = False
    names: bool = False
    blank: Sequence[tuple[Any, str]] = field(default_factory=tuple)


@dataclass(frozen=True)
class BandView:
    """What a map of minutes shows: land by limit (the shortest first), cells, roads, points."""

    land: Sequence[Any]
    cells: Sequence[Any]
    facilities: Sequence[Point]
    title: str
    id: str
    roads: Sequence[Any] = field(default_factory=tuple)
    places: Sequence[Point] = field(default_factory=tuple)
    ranks: Sequence[Point] = field(default_factory=tuple)
    width: float = 900.0
    max_height: float = 900.0
    tolerance: float = 10.0


@dataclass(frozen=True)
class SmallView:
    """One indicator by classes: a class an area (-1 = no value), and whether it is striped."""

    geometries: Sequence[Any]
    classes: Sequence[int]
    striped: Sequence[bool]
    title: str
    id: str
    width: float = 300.0
    max_height: float = 240.0
    outlines: Sequence[Any] = field(default_factory=tuple)


@dataclass(frozen=True)
class _Frame:
    """From ground metres to picture units."""

    west: float
    north: float
    scale: float
    width: float
    height: float

    def x(self, east: float) -> float:
        return (east - self.west) * self.scale + _MARGIN

    def y(self, north: float) -> float:
        return (self.north - north) * self.scale + _MARGIN


_MARGIN = 12.0


def draw_map(view: MapView) -> str:
    """The map as one SVG element: colour and letter by type, links to the areas' pages."""
    if not view.areas:
        return ""
    frame = _frame(
        [a.geometry.bounds for a in view.areas] + [o.bounds for o in view.outlines],
        view.width,
        view.max_height,
    )
    parts = [
        _head(frame, view.id, view.title, links=any(area.href for area in view.areas)),
        _hatch(view.id),
        *_ground(view, frame),
        *_shapes(view, frame),
        *_things_around(view, frame),
        *_letters(view, frame),
        *_places(view.points, _letter_boxes(view, frame), frame),
        _scale_bar(frame),
        "</svg>",
    ]
    return "".join(parts)


def _head(
    frame: _Frame, view_id: str, title: str, *, links: bool = False, kind: str = "map"
) -> str:
    """A picture to a screen reader; a map whose areas are links is a group of them."""
    role = "group" if links else "img"
    return (
        f'<svg class="{kind}" viewBox="0 0 {_n(frame.width)} {_n(frame.height)}" role="{role}" '
        f'aria-labelledby="{view_id}-title" xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{view_id}-title">{escape(title)}</title>'
    )


def draw_bands(view: BandView) -> str:
    """The map of minutes: the longest limit lies below, the shorter ones on it."""
    if not view.cells:
        return ""
    from shapely import box

    bounds = [cell.bounds for cell in view.cells]
    frame = _frame(bounds, view.width, view.max_height)
    west, south = min(b[0] for b in bounds), min(b[1] for b in bounds)
    seen = box(west, south, max(b[2] for b in bounds), max(b[3] for b in bounds))
    colours = band_colours(len(view.land))
    layers = [
        _land(land.intersection(seen), colour, frame, view.tolerance)
        for land, colour in reversed(list(zip(view.land, colours, strict=True)))
    ]
    roads = [_thin(r.intersection(seen), frame, "#6b5b4a", 0.9) for r in view.roads]
    cells = [_thin(cell, frame, "#555555", 0.6, dashed=True) for cell in view.cells]
    marks = [*_facility_marks(view.facilities, frame), *_rank_marks(view.ranks, frame)]
    taken = [_around(frame.x(p.x), frame.y(p.y)) for p in (*view.facilities, *view.ranks)]
    parts = [
        _head(frame, view.id, view.title),
        *layers,
        *cells,
        *roads,
        *_places(view.places, taken, frame),
        *marks,
        _scale_bar(frame),
        "</svg>",
    ]
    return "".join(parts)


def draw_small(view: SmallView) -> str:
    """A small map: one shape a class, so that it stays small; the pattern lies above."""
    bounds = [g.bounds for g in view.geometries] + [o.bounds for o in view.outlines]
    frame = _frame(bounds, view.width, view.max_height, footer=0.0)
    paths = [_path(geometry, frame, 0.3 / frame.scale) for geometry in view.geometries]
    parts = [_head(frame, view.id, view.title, kind="small-map"), _hatch(view.id)]
    for wanted in range(-1, len(CLASS_COLOURS)):
        own = "".join(p for p, c in zip(paths, view.classes, strict=True) if c == wanted)
        fill = CLASS_COLOURS[wanted] if wanted >= 0 else "#ffffff"
        if own:
            parts.append(
                f'<path d="{own}" fill="{fill}" stroke="#5f5f5a" stroke-width="0.6" fill-rule="evenodd"/>'
            )
    unsure = "".join(p for p, s in zip(paths, view.striped, strict=True) if s)
    if unsure:
        parts.append(f'<path d="{unsure}" fill="url(#{view.id}-hatch)" fill-rule="evenodd"/>')
    for outline in view.outlines:
        path = _path(outline, frame, 0.3 / frame.scale)
        parts.append(f'<path d="{path}" fill="none" stroke="#222222" stroke-width="1.2"/>')
    return "".join(parts) + "</svg>"


def draw_locators(
    shapes: Sequence[Any], codes: Sequence[str], around: Sequence[Any], symbol: str
) -> tuple[str, dict[str, str]]:
    """All shapes as a symbol, and a picture a code with its own shape filled."""
    frame = _frame([s.bounds for s in (*shapes, *around)], 150.0, 130.0, footer=0.0)
    paths = [_path(shape, frame, 0.4 / frame.scale) for shape in shapes]
    outlines = "".join(_path(line, frame, 0.4 / frame.scale) for line in around)
    size = f'viewBox="0 0 {_n(frame.width)} {_n(frame.height)}"'
    shared = (
        f'<symbol id="{symbol}" {size}><path d="{"".join(paths)}" fill="#eceae4" stroke="#9a9992" '
        f'stroke-width="0.5"/><path d="{outlines}" fill="none" stroke="#444444"/></symbol>'
    )
    own = {}
    for code, path, shape in zip(codes, paths, shapes, strict=True):
        point = shape.representative_point()
        x, y = _n(frame.x(point.x)), _n(frame.y(point.y))
        own[code] = (
            f'<svg class="locator" {size} aria-hidden="true" focusable="false"><use href="#{symbol}"/>'
            f'<path d="{path}" fill="#00507d"/><circle cx="{x}" cy="{y}" r="7" fill="none" '
            'stroke="#00507d" stroke-width="1.6"/></svg>'
        )
    return shared, own


def _land(land: Any, colour: str, frame: _Frame, tolerance: float) -> str:
    path = _path(land, frame, tolerance)
    return f'<path d="{path}" fill="{colour}" fill-rule="evenodd"/>' if path else ""


def _thin(line: Any, frame: _Frame, colour: str, width: float, *, dashed: bool = False) -> str:
    path = _path(line, frame, 0.4 / frame.scale, close=dashed)
    dash = ' stroke-dasharray="2 3"' if dashed else ""
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}"{dash}/>'
        if path
        else ""
    )


def _around(x: float, y: float) -> tuple[float, float, float, float]:
    return (x - 11, y - 11, x + 11, y + 11)


def _facility_marks(points: Sequence[Point], frame: _Frame) -> Iterable[str]:
    for point in points:
        x, y = frame.x(point.x), frame.y(point.y)
        yield (
            f'<path d="M{_n(x - 8)} {_n(y - 8)}h16v16h-16Z" fill="#e69f00" stroke="#111111" '
            f'stroke-width="1.5"><title>{escape(point.label)}</title></path>'
        )


def _rank_marks(points: Sequence[Point], frame: _Frame) -> Iterable[str]:
    for point in points:
        x, y = frame.x(point.x), frame.y(point.y)
        yield f'<circle cx="{_n(x)}" cy="{_n(y)}" r="10" fill="#ffffff" stroke="#111111" stroke-width="1.8"/>'
        yield _text(x, y + 4.5, point.label, size=13, ink="#111111", bold=True)


def bar(z: float, limit: float = 2.0) -> str:
    """A bar to the left or right of the average; what lies beyond the limit gets an arrow head."""
    half, height = 90.0, 14.0
    length = min(abs(z), limit) / limit * half
    x = half - length if z < 0 else half
    colour = "#8c510a" if z < 0 else "#01665e"
    parts = [
        f'<svg class="bar" viewBox="0 0 {_n(2 * half)} {_n(height)}" aria-hidden="true" focusable="false">',
        f'<rect x="0" y="0" width="{_n(2 * half)}" height="{_n(height)}" fill="#f1f1ee"/>',
        f'<rect x="{_n(x)}" y="2" width="{_n(length)}" height="{_n(height - 4)}" fill="{colour}"/>',
    ]
    if abs(z) > limit:
        tip, back = (1.0, 8.0) if z < 0 else (2 * half - 1, 2 * half - 8)
        parts.append(f'<path d="M{_n(tip)} 7L{_n(back)} 2V12Z" fill="#ffffff"/>')
    parts.append(f'<path d="M{_n(half)} 0V{_n(height)}" stroke="#333333" stroke-width="1"/></svg>')
    return "".join(parts)


def _n(value: float) -> str:
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def _frame(
    bounds: Sequence[Any], width: float, max_height: float, *, footer: float = 26.0
) -> _Frame:
    west, south = min(b[0] for b in bounds), min(b[1] for b in bounds)
    east, north = max(b[2] for b in bounds), max(b[3] for b in bounds)
    wide, tall = max(east - west, 1.0), max(north - south, 1.0)
    scale = min((width - 2 * _MARGIN) / wide, (max_height - 2 * _MARGIN) / tall)
    return _Frame(
        west, north, scale, wide * scale + 2 * _MARGIN, tall * scale + 2 * _MARGIN + footer
    )


def _hatch(view_id: str) -> str:
    return (
        f'<defs><pattern id="{view_id}-hatch" width="7" height="7" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path d="M0 0V7" stroke="#ffffff" stroke-width="2.4" '
        'stroke-opacity="0.75"/></pattern></defs>'
    )


def _ground(view: MapView, frame: _Frame) -> Iterable[str]:
    """Land below everything: a geometry and its colour."""
    for geometry, colour in view.ground:
        if path := _path(geometry, frame, 0.4 / frame.scale):
            yield f'<path d="{path}" fill="{colour}" fill-rule="evenodd"/>'


def _shapes(view: MapView, frame: _Frame) -> Iterable[str]:
    """Areas by themselves where they lead somewhere or say something, else one shape a type."""
    plain: dict[str, list[str]] = {}
    for area in view.areas:
        fill, _ = palette(area.letter)
        path = _path(area.geometry, frame, view.tolerance)
        if not path:
            continue
        if not (area.href or area.label):
            plain.setdefault(area.letter, []).append(path)
            continue
        shape = f'<path d="{path}" fill="{fill}" {_EDGE} fill-rule="evenodd">'
        shape += f"<title>{escape(area.label)}</title></path>"
        if area.unsure and view.letters:
            shape += f'<path d="{path}" fill="url(#{view.id}-hatch)" fill-rule="evenodd" pointer-events="none"/>'
        yield (
            f'<a href="{escape(area.href)}" aria-label="{escape(area.label)}">{shape}</a>'
            if area.href
            else shape
        )
    for geometry, label in view.blank:
        if path := _path(geometry, frame, view.tolerance):
            yield (
                f'<path d="{path}" fill="#ffffff" stroke="#6b6b66" stroke-width="0.8" '
                f'stroke-dasharray="3 2" fill-rule="evenodd"><title>{escape(label)}</title></path>'
            )
    for letter, paths in sorted(plain.items()):
        fill, _ = palette(letter)
        yield (
            f'<path d="{"".join(paths)}" fill="{fill}" stroke="#4a4a46" stroke-width="0.2" '
            'fill-rule="evenodd"/>'
        )


_EDGE = 'stroke="#4a4a46" stroke-width="0.8" stroke-linejoin="round"'  # 3:1 on white, any fill


def _things_around(view: MapView, frame: _Frame) -> Iterable[str]:
    for line in view.lines:
        if path := _path(line, frame, 0.4 / frame.scale, close=False):
            yield (
                f'<path d="{path}" fill="none" stroke="#444444" '
                'stroke-width="0.7" stroke-opacity="0.55" pointer-events="none"/>'
            )
    for outline in view.outlines:
        yield (
            f'<path d="{_path(outline, frame, 0.4 / frame.scale)}" fill="none" stroke="#222222" '
            'stroke-width="1.8" stroke-linejoin="round" pointer-events="none"/>'
        )
    for area in view.areas:
        if area.focus:
            yield (
                f'<path d="{_path(area.geometry, frame, view.tolerance)}" fill="none" stroke="#111111" '
                'stroke-width="3" stroke-linejoin="round" pointer-events="none"/>'
            )


def _letters(view: MapView, frame: _Frame) -> Iterable[str]:
    if not view.letters:
        return
    for area in view.areas:
        west, south, east, north = area.geometry.bounds
        room = min(east - west, north - south) * frame.scale
        _, ink = palette(area.letter)
        if view.corner_letters:  # the middle stays free for names of places
            size = max(9.0, min(18.0, room * 0.32))
            x, y = frame.x(west) + room * 0.08, frame.y(north) + size * 0.95
            yield _text(x, y, area.letter, size=size, ink=ink, bold=True, anchor="start")
            continue
        if area.at is not None:
            x, y = frame.x(area.at[0]), frame.y(area.at[1])
            yield _text(x, y + 5, area.letter, size=14, ink=ink, bold=True)
            continue
        point = area.geometry.representative_point()
        size = max(10.0, min(24.0, room * 0.42))
        x, y = frame.x(point.x), frame.y(point.y)
        yield _text(x, y + size * 0.35, area.letter, size=size, ink=ink, bold=True)
        if view.names and room > 60:
            yield _text(x, y + size * 0.35 + 17, area.name, size=12.5, ink=ink)


def _text(
    x: float,
    y: float,
    text: str,
    *,
    size: float,
    ink: str,
    bold: bool = False,
    anchor: str = "middle",
) -> str:
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}"{weight} text-anchor="{anchor}" '
        f'fill="{ink}" pointer-events="none">{escape(text)}</text>'
    )


def _letter_boxes(view: MapView, frame: _Frame) -> list[tuple[float, float, float, float]]:
    """Where letters are that share their spot with names: no name may cover them."""
    spots = [(frame.x(a.at[0]), frame.y(a.at[1])) for a in view.areas if a.at is not None]
    if spots:
        return [(x - 7, y - 7, x + 7, y + 7) for x, y in spots]
    if not view.corner_letters:
        return []
    corners = [(frame.x(a.geometry.bounds[0]), frame.y(a.geometry.bounds[3])) for a in view.areas]
    return [(x + 4, y + 3, x + 19, y + 18) for x, y in corners]


def _places(
    points: Sequence[Point], taken: list[tuple[float, float, float, float]], frame: _Frame
) -> Iterable[str]:
    """Names of places, whole within the picture; one that would cover another is left out, the dot
    stays.
    """
    taken = list(taken)
    for point in points:
        x, y = frame.x(point.x), frame.y(point.y)
        if point.dot:
            yield f'<circle cx="{_n(x)}" cy="{_n(y)}" r="2.6" fill="#111111" stroke="#ffffff" pointer-events="none"/>'
        wide = 6.4 * len(point.label)
        beside = 6 if point.dot else 10  # a letter is wider than a dot
        if wide > frame.width - 4:
            continue
        middle = min(max(x - wide / 2, 2.0), frame.width - wide - 2)
        right, west_of = x + beside, x - wide - beside
        above, below = ((middle, y - 16), (middle, y - 20)), ((middle, y + 6), (middle, y + 13))
        for left, top in (
            *above,
            *below,
            (right, y - 6),
            (west_of, y - 6),
            (right, y + 6),
        ):
            box = (left, top, left + wide, top + 12)
            inside = left >= 0 and left + wide <= frame.width and top >= 0
            if inside and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                yield (
                    f'<text class="place" x="{_n(left + wide / 2)}" y="{_n(top + 10)}" font-size="11.5" text-anchor="middle" '
                    f'fill="#111111" stroke="#ffffff" stroke-width="3" stroke-linejoin="round" '
                    f'paint-order="stroke" pointer-events="none">{escape(point.label)}</text>'
                )
                break


def _overlap(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _scale_bar(frame: _Frame) -> str:
    metres = next(
        m
        for m in (100000, 50000, 20000, 10000, 5000, 2000, 1000, 500, 0)
        if m * frame.scale < frame.width / 3
    )
    length, y = metres * frame.scale, frame.height - 12
    return (
        f'<path d="M{_n(_MARGIN)} {_n(y)}h{_n(length)}m0 -4v8M{_n(_MARGIN)} {_n(y - 4)}v8" stroke="#333333" '
        f'stroke-width="1.5" fill="none"/><text x="{_n(_MARGIN + length + 6)}" y="{_n(y + 4)}" font-size="12" '
        f'fill="#333333">{number(metres / 1000, 0 if metres >= 1000 else 1)} km · Norden ist oben</text>'
    )


def _path(geometry: Any, frame: _Frame, tolerance: float, *, close: bool = True) -> str:
    shape = geometry.simplify(tolerance) if tolerance > 0 else geometry
    return "".join(_ring(ring, frame, close) for ring in _rings(shape))


def _rings(geometry: Any) -> Iterable[Any]:
    for part in getattr(geometry, "geoms", [geometry]):
        if part.geom_type == "Polygon":
            yield part.exterior
            yield from part.interiors
        elif part.geom_type in ("LineString", "LinearRing"):
            yield part
        elif hasattr(part, "geoms"):
            yield from _rings(part)


def _ring(ring: Any, frame: _Frame, close: bool) -> str:
    points = [(_n(frame.x(x)), _n(frame.y(y))) for x, y, *_ in ring.coords]
    if not points:  # an empty line: "M" alone is no path
        return ""
    kept = [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]
    text = "M" + "L".join(f"{x} {y}" for x, y in kept)
    return text + ("Z" if close else "")
