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
