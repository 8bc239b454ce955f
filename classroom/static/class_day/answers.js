// Putting an answer in place: only rows that say something else are replaced; what is in hand keeps its focus and its
// place on the screen.

import { make, parse } from "../web/dom.js";
import { narrow, toRow } from "./rows.js";

const written = new Map();             // each row as the server last wrote it

function asWritten(element) {
  const copy = element.cloneNode(true);
  for (const field of copy.querySelectorAll("[name=operation_id], [name=csrf_token]")) field.remove();
  return copy.outerHTML;
}

export const personInHand = () => document.activeElement?.closest("[data-person]");

export function putInPlace(text, rowId) {
  const page = parse(text);
  const found = page.getElementById("class-head").dataset.found;
  const inHand = found ?? personInHand()?.id ?? (document.activeElement === document.body && rowId);
  replaceParts(page);
  document.querySelector(".notices").replaceWith(page.querySelector(".notices"));
  document.querySelector(".undo")?.remove();
  const undo = page.querySelector(".undo");
  if (undo) document.querySelector(".tabbar").before(undo);
  if (inHand) toRow(document.getElementById(inHand), Boolean(found));
}

export function replaceParts(page) {
  const head = document.getElementById("class-head");
  const newHead = page.getElementById("class-head");
  head.replaceChildren(...newHead.childNodes);
  Object.assign(head.dataset, newHead.dataset);
  replaceRows(document.getElementById("class-list"), page.getElementById("class-list"));
  const bar = document.querySelector(".tabbar");
  const newBar = page.querySelector(".tabbar");
  if (asWritten(bar) !== asWritten(newBar)) bar.replaceWith(newBar);
  document.title = page.title;
  prepare();
}

function replaceRows(list, newList) {
  const rows = list.querySelector(".cds, .afs");
  const newRows = newList.querySelector(".cds, .afs");
  const theirs = [...newList.querySelectorAll("[data-person]")].map((row) => [row, asWritten(row)]);
  if (rows && newRows) {
    const idle = (id) => document.getElementById(id)?.matches(":not(.is-sending)");
    const stays = (row, text) => written.get(row.id) === text && idle(row.id);
    rows.replaceChildren(...theirs.map(([row, text]) => (stays(row, text) ? document.getElementById(row.id) : row)));
  } else {
    list.replaceChildren(...newList.childNodes);
  }
  written.clear();
  for (const [row, text] of theirs) written.set(row.id, text);
}

export function tell(row, words) {
  row?.classList.remove("is-sending");
  const said = make("p", { className: "strong", textContent: words });
  const notice = make("div", { className: "notice notice-stop" }, said);
  notice.setAttribute("role", "alert");
  document.querySelector(".notices").replaceChildren(notice);
}

// At the start, and after each answer.
function prepare() {
  for (const button of document.querySelectorAll("[data-needless]")) button.hidden = true;
  narrow();
}

for (const row of document.querySelectorAll("[data-person]")) written.set(row.id, asWritten(row));
prepare();
