// The list of calls: one of them is marked, ↑ and ↓ move the mark, and its buttons answer to their keys. The
// page is complete without it: each result is a plain form.

import { belongsToConversion } from "../web/conversion.js";
import { isTextField, openDialog } from "../web/dom.js";

const callRows = () => [...document.querySelectorAll("[data-call]")];

// The marked row alone carries its keys, so that web/keys.js finds the right button.
function markCall(chosen) {
  for (const row of callRows()) {
    row.classList.toggle("is-next", row === chosen);
    for (const thing of row.querySelectorAll("[data-row-key]")) {
      if (row === chosen) thing.dataset.key = thing.dataset.rowKey;
      else delete thing.dataset.key;
    }
  }
}

function stepCall(step) {
  const rows = callRows();
  const now = rows.findIndex((row) => row.classList.contains("is-next"));
  const next = rows[Math.min(Math.max(now + step, 0), rows.length - 1)];
  markCall(next);
  next?.scrollIntoView({ block: "nearest" });
  return Boolean(next);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || openDialog() || belongsToConversion(event)) return;
  if (!/^Arrow(Up|Down)$/.test(event.key) || isTextField(event.target)) return;
  if (stepCall(event.key === "ArrowDown" ? 1 : -1)) event.preventDefault();
});

// Whoever works with the mouse or the Tab key marks the row they are in.
document.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-call]");
  if (row && !row.classList.contains("is-next")) markCall(row);
});

markCall(document.querySelector("[data-call].is-next"));
