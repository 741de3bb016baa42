// What Datasette's own scripts put into the page: in Chinese, and called by a name.
"use strict";

const element = document.getElementById("told");
const told = JSON.parse(element.textContent);

addEventListener("DOMContentLoaded", () => {
  for (const item of document.querySelectorAll(".dropdown-menu a, .filter-row a")) {
    const label = item.getAttribute("aria-label");
    if (told[label]) item.setAttribute("aria-label", told[label]);
    if (told[item.textContent]) item.textContent = told[item.textContent];
  }
});

addEventListener("load", () => {
  for (const area of document.querySelectorAll(".CodeMirror textarea")) area.setAttribute("aria-label", element.dataset.editor);
});
