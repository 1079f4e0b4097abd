"use strict";
// Only comfort: without this script everything is readable in the same order.
document.documentElement.classList.add("js");
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.title = "Nach dieser Spalte sortieren";
    head.replaceChildren(button);
    button.addEventListener("click", () => sort(table, heads, column));
  });
}
function sort(table, heads, column) {
  const rising = heads[column].getAttribute("aria-sort") !== "ascending";
  heads.forEach((head) => head.removeAttribute("aria-sort"));
  heads[column].setAttribute("aria-sort", rising ? "ascending" : "descending");
  const value = (row) => row.cells[column].dataset.sort ?? row.cells[column].textContent.trim();
  const compare = new Intl.Collator("de", { numeric: true }).compare;
  const rows = [...table.tBodies[0].rows].sort((a, b) => compare(value(a), value(b)) * (rising ? 1 : -1));
  table.tBodies[0].append(...rows);
}
for (const input of document.querySelectorAll("input.filter")) {
  const articles = [...document.getElementById(input.dataset.target).querySelectorAll("article.area")];
  const count = input.closest("p").querySelector(".filter-count");
  input.addEventListener("input", () => {
    const wanted = input.value.trim().toLocaleLowerCase("de");
    let shown = 0;
    for (const article of articles) {
      const hit = article.querySelector("h3").textContent.toLocaleLowerCase("de").includes(wanted);
      article.classList.toggle("hidden", !hit);
      if (hit) shown += 1;
    }
    count.textContent = wanted ? `${shown} von ${articles.length}` : "";
  });
}
// A link to an area that the filter hides shows it again; one into a folded part unfolds it.
function unhide() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  const folded = target.closest("details:not([open])");
  if (folded) {
    folded.open = true;
    target.scrollIntoView();
  }
  if (!target.classList.contains("hidden")) return;
  for (const input of document.querySelectorAll("input.filter")) {
    input.value = "";
    input.dispatchEvent(new Event("input"));
  }
  target.scrollIntoView();
}
window.addEventListener("hashchange", unhide);
document.addEventListener("click", (event) => {
  if (event.target.closest("a[href*='#']")) setTimeout(unhide);
});
unhide();
// Paper shows what is folded on the screen.
let folded = [];
window.addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details:not([open])")];
  folded.forEach((part) => (part.open = true));
});
window.addEventListener("afterprint", () => folded.forEach((part) => (part.open = false)));
// The map is one stop of the tab key; the arrow keys lead to the nearest area that way.
let left = null; // the area by which the reader left a map: Escape leads back to it
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !left || event.target.closest("input, svg.map")) return;
  left.focus();
  left.scrollIntoView({ block: "center" });
});
for (const map of document.querySelectorAll("svg.map")) {
  const links = [...map.querySelectorAll("a")];
  if (!links.length) continue;
  const middle = new Map();
  const at = (link) => {
    if (!middle.has(link)) {
      const box = link.getBBox();
      middle.set(link, [box.x + box.width / 2, box.y + box.height / 2]);
    }
    return middle.get(link);
  };
  links.forEach((link, i) => link.setAttribute("tabindex", i ? "-1" : "0"));
  map.addEventListener("click", (event) => (left = event.target.closest("a") ?? left));
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  map.addEventListener("keydown", (event) => {
    const way = ways[event.key], here = event.target.closest("a");
    if (event.key === "Escape" && here) here.blur();
    if (!way || !here) return;
    event.preventDefault();
    const [x, y] = at(here);
    let best = null, least = Infinity;
    for (const link of links) {
      const [u, v] = at(link), along = (u - x) * way[0] + (v - y) * way[1];
      const aside = Math.abs((u - x) * way[1]) + Math.abs((v - y) * way[0]);
      if (link !== here && along > 0 && along + 2 * aside < least) [best, least] = [link, along + 2 * aside];
    }
    if (!best) return;
    links.forEach((link) => link.setAttribute("tabindex", link === best ? "0" : "-1"));
    best.focus();
  });
}
