// What Datasette's own script puts into the page, in Chinese.
"use strict";

addEventListener("DOMContentLoaded", () => {
  const told = JSON.parse(document.getElementById("told").textContent);
  for (const item of document.querySelectorAll(".dropdown-menu a, .filter-row a")) {
    const label = item.getAttribute("aria-label");
    if (told[label]) item.setAttribute("aria-label", told[label]);
    if (told[item.textContent]) item.textContent = told[item.textContent];
  }
});
