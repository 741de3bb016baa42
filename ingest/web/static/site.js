// Four small comforts; every page works without them.
"use strict";

// Copy what a button names.
for (const button of document.querySelectorAll("button[data-copies]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent.trim());
    button.textContent = button.dataset.done;
  });
}

// Show the sentence of the figure that is pointed at.
for (const row of document.querySelectorAll("tr[data-sentence]")) {
  const sentence = document.getElementById(row.dataset.sentence);
  const show = (shown) => () => sentence.classList.toggle("shown", shown);
  row.addEventListener("mouseenter", show(true));
  row.addEventListener("mouseleave", show(false));
  row.addEventListener("focusin", show(true));
  row.addEventListener("focusout", show(false));
}

// From one doubtful page to the next by a key, unless something is being typed.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, textarea, select")) return;
  document.querySelector(`.queue a[data-key="${CSS.escape(event.key)}"]`)?.click();
});

// Show where the article stands on its page whose lines or title are pointed at, and the other way round.
const parts = (article) => document.querySelectorAll(`[data-article="${CSS.escape(article)}"]`);
for (const part of document.querySelectorAll("[data-article]")) {
  const show = (shown) => () => parts(part.dataset.article).forEach((one) => one.classList.toggle("shown", shown));
  part.addEventListener("mouseenter", show(true));
  part.addEventListener("mouseleave", show(false));
  part.addEventListener("focusin", show(true));
  part.addEventListener("focusout", show(false));
}
