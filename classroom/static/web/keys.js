// Keys: the key that does a thing is written on the thing: data-key="A", "F2", "Ctrl Enter", "ArrowLeft".

import { moveHit, openMovedHit } from "./asking.js";
import { belongsToConversion } from "./conversion.js";
import { isShown, isTextField, openDialog } from "./dom.js";
import { lettersAreOff, showKeys } from "./key_list.js";

export function markRow(rows, chosen) {
  for (const row of rows) row.classList.toggle("is-next", row === chosen);
}

export function focusErrors() {
  const summary = document.querySelector(".errsum");
  summary?.focus();
  return Boolean(summary);
}

// A box is ticked by its label's key without taking the focus from where Enter is about to act.
function press(element) {
  if (element.control) return element.control.click();
  element.focus();
  return element.click();
}

// Where several things share a key, the one beside the focus is meant (data-near marks what belongs together), and the
// page's own before that of the bar at the top.
function thingFor(key) {
  const scope = openDialog() ?? document;
  const things = [...scope.querySelectorAll("[data-key]")].filter(
    (thing) => thing.dataset.key.toLowerCase() === key.toLowerCase() && isShown(thing) && !thing.disabled,
  );
  const near = document.activeElement?.closest("[data-near]");
  const own = things.find((thing) => !thing.closest(".top"));
  return things.find((thing) => near?.contains(thing)) ?? own ?? things[0];
}

function pressFor(key) {
  const thing = thingFor(key);
  if (thing) press(thing);
  return Boolean(thing);
}

function sendForm(from) {
  const form = from.closest("form[method=post]");
  const marked = (form ?? document).querySelector('[data-key="Ctrl Enter"]');
  const sender = marked ?? form?.querySelector("button[type=submit]:not([formnovalidate])");
  sender?.form?.requestSubmit(sender);
  return Boolean(sender);
}

function toSearch() {
  const field = document.querySelector("#q");
  if (!field || document.activeElement === field) return false;
  field.focus();
  field.select();
  return true;
}

// "/" again, in a search field of the page that is still empty: on to the search over everything.
function toSearchOfAll({ value }) {
  const everywhere = !value && document.querySelector("a.find-all:not([aria-current])");
  if (everywhere) everywhere.click();
  return Boolean(everywhere);
}

// A row by its number: mark it, and put the focus on what Enter will do there.
function chooseRow(number) {
  const rows = [...document.querySelectorAll(".pick, [data-row]")].filter(isShown);
  const row = rows[number - 1];
  const thing = row && [...row.querySelectorAll("input:not([type=hidden]), button, summary, a[href]")].find(isShown);
  if (!thing) return false;
  if (thing.matches("[type=radio]") && !thing.checked) thing.click();
  if (!rows.some((each) => each.querySelector("[type=radio]"))) markRow(rows, row);
  thing.focus();
  return true;
}

// In the search field: the list under it is walked without leaving the field.
const IN_SEARCH = {
  ArrowDown: () => moveHit(1),
  ArrowUp: () => moveHit(-1),
  Enter: openMovedHit,
};

// With Ctrl or Alt: the rest is the browser's.
function chord(event) {
  if (event.ctrlKey && event.key === "Enter") return sendForm(event.target);
  return event.altKey && event.key === "ArrowUp" && focusErrors();
}

// Keys that mean the same inside fields and outside; undefined where the key is none of them.
function namedKey({ key, target }) {
  if (key === "Escape") return !openDialog() && toSearch();
  if (target.id === "q" && key in IN_SEARCH) return IN_SEARCH[key]();
  if (target.id === "q" && key === "/") return toSearchOfAll(target);
  if (/^F\d+$/.test(key)) return pressFor(key);
  if (key === "Enter") return target === document.body && pressFor("Enter");
  return undefined;
}

// Outside fields a single letter, digit or mark is a command; inside them it is text.
const belongsToField = ({ key, target }) =>
  isTextField(target) || key === " " || (target.matches("[type=radio]") && key.startsWith("Arrow"));

function bareKey(key) {
  if (key.length === 1 && lettersAreOff()) return false;
  if (key === "/" && toSearch()) return true;
  if (key === "?") return showKeys();
  return pressFor(key) || (/^[1-9]$/.test(key) && chooseRow(Number(key)));
}

function command(event) {
  if (event.ctrlKey || event.altKey || event.metaKey) return chord(event);
  return namedKey(event) ?? (!belongsToField(event) && bareKey(event.key));
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.repeat || belongsToConversion(event)) return;
  if (command(event)) event.preventDefault();
});
