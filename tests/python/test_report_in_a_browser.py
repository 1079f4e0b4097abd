"""The report as a reader meets it: in a browser, on a telephone, with a screen reader.

Needs Chromium and axe-core: apt-get install chromium npm; npm ci --prefix tests/report.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import small_project

pytest.importorskip("sozialraum._gis")

from sozialraum import project  # noqa: E402

AXE = small_project.ROOT / "tests/report/node_modules/axe-core/axe.min.js"
BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
MISSING = [name for name, there in (("chromium", BROWSER), ("axe-core", AXE.exists())) if not there]

if MISSING and os.environ.get("SOZIALRAUM_BROWSER_TESTS") == "required":
    pytest.fail(f"missing: {', '.join(MISSING)}; see the head of this file", pytrace=False)
pytestmark = pytest.mark.skipif(
    bool(MISSING),
    reason=f"missing: {', '.join(MISSING)}; see the head of this file",
)

WIDTHS = (320, 390, 768, 1280)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]

# Each width is a frame of its own: a window of Chromium is never narrower than 500.
HARNESS = """<!DOCTYPE html><meta charset="utf-8"><body><script>
const page = PAGE, axe = AXE, widths = WIDTHS, rules = RULES, steps = STEPS;
(async () => {
  const found = {};
  try {
    for (const width of widths) {
      const frame = document.createElement("iframe");
      frame.width = width; frame.height = 900; frame.srcdoc = page;
      document.body.append(frame);
      await new Promise((done) => frame.addEventListener("load", done));
      const view = frame.contentWindow, doc = frame.contentDocument;
      const root = doc.documentElement;
      const front = doc.getElementById("ueberblick");
      const first = front ? front.getBoundingClientRect().bottom : 0;
      const folded = [...doc.querySelectorAll("details")];
      const unseen = folded.filter((part) => part.lastElementChild.checkVisibility()).length;
      for (const part of folded) part.open = true;  // axe skips the folded
      const entry = { scroll: root.scrollWidth, room: root.clientWidth, first, unseen };
      if (width === widths[0] || width === widths.at(-1)) {
        view.eval(axe);
        const told = await view.axe.run(doc, { runOnly: rules });
        const where = (rule) => rule.nodes.map((node) => node.html.slice(0, 200));
        entry.violations = told.violations.map((rule) => [rule.id, where(rule)]);
        entry.passes = told.passes.length;
      }
      if (width === widths.at(-1) && steps) entry.steps = await view.eval(steps);
      found[width] = entry;
      frame.remove();
    }
  } catch (error) { found.error = String(error); }
  const out = document.createElement("pre");
  out.id = "found"; out.textContent = JSON.stringify(found);
  document.body.append(out);
})();
</script></body>"""


def in_browser(report: str, folder: Path, steps: str = "") -> dict[str, Any]:
    page = re.sub(
        r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", report
    )  # for the harness
    parts = {"PAGE": page, "AXE": AXE.read_text("utf-8"), "WIDTHS": WIDTHS, "RULES": RULES}
    text = HARNESS
    for name, value in {**parts, "STEPS": steps}.items():
        script = json.dumps(value).replace("<", "\\u003c").replace("\u2028", "\\u2028")
        text = text.replace(name, script, 1)
    file = folder / "harness.html"
    file.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [BROWSER, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
         f"--user-data-dir={folder / 'profile'}", "--window-size=1400,1000",
         "--virtual-time-budget=60000", "--dump-dom", file.as_uri()],
        capture_output=True, text=True, timeout=300, check=True,
    )  # fmt: skip
    [found] = re.findall(r'<pre id="found">(.*?)</pre>', done.stdout, re.DOTALL)
    result: dict[str, Any] = json.loads(html.unescape(found))
    assert "error" not in result, result["error"]
    return result


# Filter away the second village, then follow the map's link to it; walk on the map with the keys.
STEPS = """(async () => {
  const pause = () => new Promise((done) => setTimeout(done, 50));
  const input = document.querySelector("input.filter");
  input.value = "Ahorn"; input.dispatchEvent(new Event("input"));
  const hidden = document.getElementById("doerfer-03252002").classList.contains("hidden");
  const link = document.querySelector("svg.map a[href='#doerfer-03252002']");
  link.addEventListener("click", (event) => event.preventDefault());  // would leave the frame
  link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  location.hash = "#doerfer-03252002"; await pause();
  const shown = !document.getElementById("doerfer-03252002").classList.contains("hidden");
  const links = [...document.querySelectorAll("svg.map a")].filter((a) => a.checkVisibility());
  const stops = links.filter((a) => a.getAttribute("tabindex") === "0").length;
  const first = document.querySelector("svg.map a[href='#doerfer-03252001']");
  first.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
  const now = links.find((a) => a.getAttribute("tabindex") === "0").getAttribute("href");
  for (const part of document.querySelectorAll("details")) part.open = false;
  location.hash = "#doerfer-tabelle"; await pause();
  const unfolded = document.getElementById("doerfer-tabelle").checkVisibility();
  const small = [...document.querySelectorAll("summary, .jumps a, th button")].filter(
    (part) => part.checkVisibility() && part.getBoundingClientRect().height < 17);
  return { hidden, shown, stops, now, unfolded, small: small.map((part) => part.outerHTML) };
})()"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("browser")
    result = project.run(small_project.write(folder), out=folder / "out")
    return in_browser((result.folder / "report.html").read_text("utf-8"), folder, STEPS)


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_makes_the_page_scroll_sideways(found: dict[str, Any], width: int) -> None:
    assert found[str(width)]["scroll"] <= found[str(width)]["room"]


@pytest.mark.parametrize("width", (WIDTHS[0], WIDTHS[-1]))
def test_no_rule_of_wcag_21_aa_is_violated(found: dict[str, Any], width: int) -> None:
    assert found[str(width)]["passes"] > 15  # the rules were tried
    assert found[str(width)]["violations"] == []


def test_the_harness_sees_what_is_wrong(tmp_path: Path) -> None:
    wrong = '<!DOCTYPE html><html lang="de"><title>x</title><img src="data:,">'
    wrong += '<p style="width:2000px">x'
    told = in_browser(wrong, tmp_path)
    assert "image-alt" in [name for name, _ in told["1280"]["violations"]]
    assert told["320"]["scroll"] > told["320"]["room"]


def test_a_link_to_a_filtered_area_shows_it(found: dict[str, Any]) -> None:
    steps = found["1280"]["steps"]
    assert steps["hidden"] and steps["shown"]


def test_the_map_is_one_stop_and_arrow_keys_lead_to_the_neighbour(found: dict[str, Any]) -> None:
    """Twelve villages in rows of four: right of the first lies the second."""
    steps = found["1280"]["steps"]
    assert steps["stops"] == 1 and steps["now"] == "#doerfer-03252002"


def test_page_1_is_one_screen(found: dict[str, Any]) -> None:
    assert 300 < found["1280"]["first"] <= 900


def test_the_annex_is_folded_until_somebody_wants_it(found: dict[str, Any]) -> None:
    assert found["1280"]["unseen"] == 0  # of the parts of the annex none is seen at first
    assert found["1280"]["steps"]["unfolded"]  # a link into it opens it


def test_what_is_clicked_is_large_enough(found: dict[str, Any]) -> None:
    assert found["1280"]["steps"]["small"] == []


def printed(page: str, folder: Path) -> int:
    """Sheets of A4, counted in the file that the browser prints."""
    file = folder / "page.html"
    file.write_text(page, encoding="utf-8")
    subprocess.run(
        [BROWSER, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
         f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={folder / 'page.pdf'}",
         file.as_uri()],
        capture_output=True, timeout=300, check=True,
    )  # fmt: skip
    return len(re.findall(rb"/Type\s*/Page\b", (folder / "page.pdf").read_bytes()))


def test_on_paper_come_four_pages_and_one_a_place_then_the_annex(tmp_path: Path) -> None:
    """Types, small maps, and twelve places less those that are too small to have a page."""
    result = project.run(small_project.write(tmp_path / "p"), out=tmp_path / "out")
    page = (result.folder / "report.html").read_text("utf-8")
    whole = printed(page, tmp_path)
    first = re.sub(r'<section id="anhang".*?</section>\n</main>', "</main>", page, flags=re.DOTALL)
    first = re.sub(r"<footer>.*?</footer>", "", first, flags=re.DOTALL)
    assert "anhang-h" not in first
    assert printed(first, tmp_path) == 3 + 12  # page 1, types, small maps; no ways, no other level
    assert 3 + 12 + 3 <= whole <= 3 + 12 + 9  # what is folded on the screen is printed


def test_the_pdf_is_tagged_and_the_same_bytes_twice(tmp_path: Path) -> None:
    from sozialraum import publish

    file = small_project.write(tmp_path / "p")
    small_project.replace(file, "seed: 7", "seed: 7\npdf: true")
    folder = project.run(file, out=tmp_path / "out").folder
    pdf = (folder / "report.pdf").read_bytes()
    assert pdf.startswith(b"%PDF") and b"/StructTreeRoot" in pdf and b"/Marked true" in pdf
    assert b"/Lang (de)" in pdf or b"/Lang(de)" in pdf
    publish.write_pdf(tmp_path / "again.pdf", folder / "report.html")
    assert (tmp_path / "again.pdf").read_bytes() == pdf
