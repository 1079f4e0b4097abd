"""Write the seeds of the fuzz targets anew: small, whole files, one for each way of being a file.

python tests/fuzz/make_corpus.py        after a change of a format, such as prepared networks
"""

from __future__ import annotations

import shutil
import struct
from pathlib import Path

import osmium
from sozialraum import osm

CORPUS = Path(__file__).parent / "corpus"

OSM = """<?xml version='1.0' encoding='UTF-8'?>
<osm version="0.6">
 <node id="1" version="1" lat="52.1000" lon="9.2000"/>
 <node id="2" version="1" lat="52.1010" lon="9.2010"><tag k="highway" v="traffic_signals"/></node>
 <node id="3" version="2" lat="52.1020" lon="9.2030"><tag k="barrier" v="gate"/></node>
 <node id="4" version="1" lat="52.1030" lon="9.2000"><tag k="amenity" v="school"/></node>
 <node id="5" version="1" lat="52.1000" lon="9.2040"/>
 <way id="10" version="1"><nd ref="1"/><nd ref="2"/><nd ref="3"/>
  <tag k="highway" v="residential"/><tag k="maxspeed" v="30"/></way>
 <way id="11" version="1"><nd ref="2"/><nd ref="4"/>
  <tag k="highway" v="primary"/><tag k="oneway" v="yes"/></way>
 <way id="12" version="1"><nd ref="2"/><nd ref="5"/>
  <tag k="highway" v="track"/><tag k="tracktype" v="grade2"/></way>
 <way id="13" version="1"><nd ref="1"/><nd ref="5"/><nd ref="4"/><nd ref="1"/>
  <tag k="landuse" v="residential"/></way>
 <way id="14" version="1"><nd ref="3"/><nd ref="5"/>
  <tag k="route" v="ferry"/><tag k="duration" v="00:10"/></way>
 <relation id="20" version="1">
  <member type="way" ref="10" role="from"/><member type="node" ref="2" role="via"/>
  <member type="way" ref="11" role="to"/>
  <tag k="type" v="restriction"/><tag k="restriction" v="no_left_turn"/></relation>
 <relation id="21" version="1"><member type="way" ref="13" role="outer"/>
  <tag k="type" v="multipolygon"/><tag k="amenity" v="school"/></relation>
</osm>
"""

CSV = {
    "semicolon.csv": "\ufeffcode;name;people;share\n01;Au;1.234;12,5\n02;Berg;.;-\n".encode(),
    "comma.csv": b'code,name,people\na,"Au, Ober-",10.5\nb,"two\nlines",7\nc,"say ""x""",*\n',
    "tab.csv": b"code\tname\tpeople\na\tAu\t1\nb\tBerg\t2\n",
    "latin1.csv": "code;name;Einwohner insgesamt\n1;Bückeburg;5\n2;Lüneburg;6\n".encode("latin-1"),
    "utf16.csv": "code;people\n1;5\n2;6\n".encode("utf-16"),
}

SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
    '<c r="C1" t="inlineStr"><is><t>day</t></is></c></row>'
    '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2"><v>12.5</v></c>'
    '<c r="C2" s="1"><v>45000</v></c></row>'
    '<row r="3" hidden="1"><c r="A3" t="str"><f>1+1</f><v>b</v></c>'
    '<c r="B3" t="b"><v>1</v></c></row>'
    '<row r="4"><c r="A4"><v>3</v></c><c r="B4" t="e"><v>#DIV/0!</v></c></row>'
    '</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>'
)
STRINGS = (
    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="3">'
    "<si><t>code</t></si><si><r><t>peo</t></r><r><t>ple</t></r></si><si><t>a</t></si></sst>"
)
STYLES = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
)
WORKBOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr/>'
    '<sheets><sheet name="Tabelle" sheetId="1" r:id="rId1"/></sheets></workbook>'
)

GRAPHML = """<?xml version='1.0' encoding='utf-8'?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
 <key id="d0" for="graph" attr.name="crs" attr.type="string"/>
 <key id="d1" for="node" attr.name="y" attr.type="string"/>
 <key id="d2" for="node" attr.name="x" attr.type="string"/>
 <key id="d3" for="edge" attr.name="length" attr.type="string"/>
 <key id="d4" for="edge" attr.name="travel_time" attr.type="string"/>
 <key id="d5" for="edge" attr.name="geometry" attr.type="string"/>
 <key id="d6" for="edge" attr.name="highway" attr.type="string"/>
 <graph edgedefault="directed"><data key="d0">epsg:4326</data>
  <node id="1"><data key="d1">52.1</data><data key="d2">9.2</data></node>
  <node id="2"><data key="d1">52.101</data><data key="d2">9.201</data></node>
  <edge source="1" target="2" id="0"><data key="d3">131.2</data><data key="d4">15.0</data>
   <data key="d5">LINESTRING (9.2 52.1, 9.2005 52.1006, 9.201 52.101)</data>
   <data key="d6">['residential', 'track']</data></edge>
  <edge source="2" target="1" id="0"><data key="d3">131.2</data><data key="d4">15.0</data></edge>
 </graph>
</graphml>
"""


def square(x: float, y: float, order: str = "<") -> bytes:
    ring = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y)]
    flat = [number for point in ring for number in point]
    return struct.pack(f"{order}BIII10d", order == "<", 3, 1, 5, *flat)


def write(target: str, name: str, content: bytes | str) -> Path:
    path = CORPUS / target / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def convert(source: Path, name: str, form: str) -> None:
    """The same objects as PBF: blocks unpacked, as one frame, and packed as usual."""
    target = CORPUS / "pbf" / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    with osmium.SimpleWriter(osmium.io.File(str(target), form)) as writer:
        for entity in osmium.FileProcessor(str(source)):
            writer.add(entity)


def main() -> None:
    shutil.rmtree(CORPUS, ignore_errors=True)
    source = write("osm", "village.osm", OSM)
    write("osm", "change.osm", OSM.replace("<osm ", '<osm generator="x" ').replace("lat=", "lat= "))
    convert(source, "plain.osm.pbf", "pbf,pbf_compression=none")
    convert(source, "sparse.osm.pbf", "pbf,pbf_compression=none,pbf_dense_nodes=false")
    convert(source, "packed.osm.pbf", "pbf")
    for name, content in CSV.items():
        write("csv", name, content)
    write("xlsx", "parts", "\x1e".join((SHEET, STRINGS, STYLES, WORKBOOK)))
    write(
        "xlsx",
        "dates1904",
        "\x1e".join(
            (
                SHEET,
                STRINGS,
                STYLES,
                WORKBOOK.replace("<workbookPr/>", '<workbookPr date1904="1"/>'),
            )
        ),
    )
    write("wkb", "squares", square(0, 0) + square(1, 0))
    write("wkb", "many", struct.pack("<BII", 1, 6, 1) + square(0, 0) + square(5, 5, ">"))
    write("graphml", "osmnx.graphml", GRAPHML)
    cells = CORPUS.parents[2] / "examples/projects/bayreuth_nord/villages.yaml"
    write("catalogue", "cells.yaml", cells.read_bytes())
    graph = osm.read_roads(source, mode="car", margin_cells=0)
    path = CORPUS / "network_file"
    path.mkdir(parents=True)
    graph.save(path / "roads.network")
    graph.prepare()
    graph.save(path / "prepared.network")


if __name__ == "__main__":
    main()
