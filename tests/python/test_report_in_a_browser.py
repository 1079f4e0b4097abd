"""The report as a reader meets it: in a browser, on a telephone, with a screen reader.

Needs Chromium and axe-core: apt-get install chromium npm; npm ci --prefix tests/report.
"""

from __future__ import annotations

import html
import json
import os
import re
import select
import shutil
import subprocess
from collections.abc import Iterator
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
const page = PAGE, axe = AXE, widths = WIDTHS, tried = TRIED, rules = RULES, steps = STEPS;
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
      if (tried.includes(width)) {
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


def in_browser(
    report: str, folder: Path, steps: str = "", tried: tuple[int, ...] = (WIDTHS[0], WIDTHS[-1])
) -> dict[str, Any]:
    """What a browser finds at each width; the rules of axe are tried at those of ``tried``."""
    page = re.sub(
        r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", report
    )  # for the harness
    parts = {"PAGE": page, "AXE": AXE.read_text("utf-8"), "WIDTHS": WIDTHS, "RULES": RULES}
    text = HARNESS
    for name, value in {**parts, "TRIED": tried, "STEPS": steps}.items():
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


# ------------------------------------------------------------ every view, also of real reports


@pytest.fixture(scope="module")
def views(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The demo reports of both editions, and a file of pages beside a report of many areas."""
    folder = tmp_path_factory.mktemp("views")
    found = {}
    for name in ("hessisch_oldendorf", "bayreuth_nord"):
        file = small_project.ROOT / "examples/projects" / name / "project.yaml"
        out = project.run(file, out=folder / name).folder
        found[name] = (out / "report.html").read_text("utf-8")
        found[f"{name}, public"] = (out / "public/report.html").read_text("utf-8")
    from sozialraum.report import areas, build, text, ways

    with pytest.MonkeyPatch.context() as patch:
        for module in (areas, build, text, ways):
            for limit in ("MOST_PAGES", "FILE_OF_PAGES"):
                if hasattr(module, limit):
                    patch.setattr(module, limit, 5)
        many = project.run(small_project.write(folder / "p"), out=folder / "many").folder
    files = sorted(many.glob("*.html"))
    assert len(files) == 1 + 3  # twelve villages, five a file
    found["report of many areas"] = (many / "report.html").read_text("utf-8")
    found["file of pages"] = files[0].read_text("utf-8")
    return found


@pytest.mark.parametrize(
    "name",
    [
        "hessisch_oldendorf",
        "bayreuth_nord, public",
        "report of many areas",
        "file of pages",
    ],
)
def test_every_view_keeps_the_rules_and_flows_again(
    views: dict[str, str], name: str, tmp_path: Path
) -> None:
    """All that is folded is opened for the rules: annex, tables, method."""
    told = in_browser(views[name], tmp_path, tried=(1280,))
    for width in WIDTHS:
        assert told[str(width)]["scroll"] <= told[str(width)]["room"], (name, width)
    assert told["1280"]["passes"] > 12
    assert told["1280"]["violations"] == []
    if "report" in views[name][:400] or told["1280"]["first"]:
        assert told["1280"]["first"] <= 900  # page 1 is one screen


# ------------------------------------------------------------ with the keys of a keyboard


class Tab:
    """A page in a browser that real keys are pressed in, by Chromium's own pipe."""

    def __init__(self, file: Path, folder: Path) -> None:
        to_browser, self._write = os.pipe()
        self._read, from_browser = os.pipe()

        def pipes() -> None:  # the browser reads from 3 and writes to 4
            high = os.dup(to_browser), os.dup(from_browser)
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)

        self.process = subprocess.Popen(
            [BROWSER, "--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,900",
             f"--user-data-dir={folder / 'keys'}", "--remote-debugging-pipe", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            preexec_fn=pipes, pass_fds=(3, 4),
        )  # fmt: skip
        self._left, self._number, self._session = b"", 0, ""
        target = self.ask("Target.createTarget", url=file.as_uri())["targetId"]
        attached = self.ask("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        loaded = """new Promise((done) => {
          if (document.readyState === "complete") done(); else addEventListener("load", done);
        })"""
        self.ask("Page.bringToFront")
        self.ask("Emulation.setFocusEmulationEnabled", enabled=True)
        calm = [{"name": "prefers-reduced-motion", "value": "reduce"}]
        self.ask("Emulation.setEmulatedMedia", features=calm)  # jumps, as such a reader asks for
        while self.value("location.protocol") != "file:":
            pass  # still the empty page before it
        self.value(loaded)

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            while b"\0" not in self._left:
                assert select.select([self._read], [], [], 120)[0], "the browser says nothing"
                self._left += os.read(self._read, 1 << 16)
            one, self._left = self._left.split(b"\0", 1)
            answer = json.loads(one)
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                result: dict[str, Any] = answer["result"]
                return result

    def value(self, expression: str) -> Any:
        made = self.ask(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        return made["result"].get("value")

    def press(self, key: str) -> None:
        codes = {"Tab": 9, "Enter": 13, "Escape": 27, "ArrowRight": 39}
        press: dict[str, Any] = {"key": key, "code": key, "windowsVirtualKeyCode": codes[key]}
        text = {"text": "\r"} if key == "Enter" else {}
        self.ask("Input.dispatchKeyEvent", type="keyDown", **press, **text)
        self.ask("Input.dispatchKeyEvent", type="keyUp", **press)
        self.value("new Promise((done) => setTimeout(done, 60))")

    def focus(self, what: str) -> Any:
        return self.value(f"(() => {{ const here = document.activeElement; return {what}; }})()")

    def tab_until(self, what: str, most: int) -> int:
        for pressed in range(1, most + 1):
            self.press("Tab")
            if self.focus(what):
                return pressed
        raise AssertionError(f"no {what} within {most} stops")

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(30)
        os.close(self._write)
        os.close(self._read)


@pytest.fixture
def tab(tmp_path: Path) -> Iterator[Tab]:
    result = project.run(small_project.write(tmp_path / "p"), out=tmp_path / "out")
    opened = Tab(result.folder / "report.html", tmp_path)
    yield opened
    opened.close()


def test_a_walk_with_the_keyboard(tab: Tab) -> None:
    """Tab to the map, the arrow to a neighbour, Enter to its page, Escape back, Tab on; unfold."""
    on_map = "Boolean(here.closest('svg.map'))"
    at = "here.getAttribute('href')"
    box = "here.getBoundingClientRect()"
    seen = f"{box}.bottom > 0 && {box}.top < innerHeight"
    assert tab.tab_until("here.classList.contains('skip')", 1) == 1
    assert tab.tab_until(on_map, 3) <= 3  # the narrow drawing is no stop
    first = tab.focus(at)
    tab.press("ArrowRight")
    second = tab.focus(at)
    assert first != second and tab.focus(on_map)
    assert tab.focus("getComputedStyle(here.querySelector('path')).strokeWidth") == "4px"
    tab.press("Enter")
    assert tab.value("location.hash") == second
    page = f"document.getElementById({json.dumps(second[1:])})"
    top = tab.value(f"{page}.getBoundingClientRect().top")
    assert -5 <= top < 900
    tab.press("Escape")
    assert tab.focus(at) == second and tab.focus(on_map) and tab.focus(seen)
    tab.press("Tab")
    assert not tab.focus(on_map)  # one stop for all villages
    tab.tab_until("here.tagName === 'SUMMARY'", 200)
    assert tab.focus("getComputedStyle(here).outlineWidth") == "3px"
    assert not tab.focus("here.parentElement.open")
    tab.press("Enter")
    assert tab.focus("here.parentElement.open")
