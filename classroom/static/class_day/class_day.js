// The people of a class: keys within a row, presses without a page load. Both pages are complete without it: each press
// is a plain form.

import { belongsToConversion } from "../web/conversion.js";
import { isTextField, openDialog } from "../web/dom.js";
import { lettersAreOff } from "../web/key_list.js";
import "./polling.js";
import { sendPress, stampForm } from "./presses.js";
import { shownRows, stepFrom, toRow } from "./rows.js";

// ── keys within a row ──────────────────────────────────────────────────────

// On the after-class page a letter is a reason, in the order of the list, also before the row asks for one.
function reasonFor(row, key) {
  const reasons = row.parentElement.dataset.blockers?.split(" ") ?? [];
  return "through" in row.dataset ? undefined : reasons[key.toUpperCase().charCodeAt(0) - "A".charCodeAt(0)];
}

// What leaves nothing to be entered about a person moves on to the next one: one line, one key.
function pressInRow(row, key) {
  const same = (letter) => letter.toLowerCase() === key.toLowerCase();
  const button = [...row.querySelectorAll("[data-row-key]")].find((each) => same(each.dataset.rowKey));
  const reason = button ? undefined : reasonFor(row, key);
  if (button) button.click();          // a disabled one does nothing, and neither does its key
  if (reason) sendPress(row.querySelector("form"), "blocker", reason);
  if (reason || (button && !button.disabled && "ends" in button.dataset)) stepFrom(row, 1);
  return Boolean(button || reason);
}

const isPress = (key) => key.length === 1 && key !== " " && !lettersAreOff();

function rowKey({ key, target }) {
  if (target.matches("[data-find]")) return ["Enter", "ArrowDown"].includes(key) && toRow(shownRows()[0]);
  if (isTextField(target)) return false;
  const row = target.closest("[data-person]");
  if (row && isPress(key)) return pressInRow(row, key);
  if (!/^Arrow(Up|Down)$/.test(key) || !(row || target === document.body)) return false;
  return stepFrom(row, key === "ArrowDown" ? 1 : -1);
}

// Before web/keys.js sees the key: in a row a digit is a stage, not a row's number.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || openDialog() || belongsToConversion(event)) return;
  if (event.repeat && !event.key.startsWith("Arrow")) return;
  if (rowKey(event)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);

// ── presses ────────────────────────────────────────────────────────────────

function sendReason(select) {
  sendPress(select.form, select.name, select.value);
}

// Only presses whose answer is this same page: a mark, a stage, and taking a mark back.
const staysHere = (form) =>
  form.closest("[data-person]") || (form.closest(".undo") && new URL(form.action).pathname.endsWith("/marks"));

document.addEventListener("submit", (event) => {
  if (!staysHere(event.target)) {
    if (event.target.method === "post") stampForm(event.target);
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  sendPress(event.target, event.submitter?.name, event.submitter?.value);
}, true);

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-send-on-change]")) sendReason(event.target);
});

document.addEventListener("click", (event) => {
  const todo = event.target.closest("[data-to-todo]") && document.querySelector("[data-todo]");
  if (!todo) return;
  event.preventDefault();
  todo.scrollIntoView({ block: "center" });
  toRow(todo, false);
});
