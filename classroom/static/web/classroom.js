// What every page loads: keys, reading back, live search, sending once, clicks. Every page is complete without it; it
// only saves time.

import "./asking.js";
import "./sending.js";
import { showKeys } from "./key_list.js";
import { focusErrors, markRow } from "./keys.js";

// Someone new takes along what stands in the search field now: fingers are faster than the list under it.
function withWhatIsTyped(address) {
  const url = new URL(address);
  const typed = document.querySelector("#q")?.value.trim();
  if (typed) url.searchParams.set("q", typed);
  return url.href;
}

// A button that puts right what we could guess: data-fill is the field's id, data-fill-text what goes there.
function fill({ dataset }) {
  const field = document.getElementById(dataset.fill);
  field.value = dataset.fillText;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

function openInstead(event, opener) {
  const dialog = document.getElementById(opener.dataset.confirmDialog);
  if (!dialog) return;
  event.preventDefault();
  dialog.showModal();
}

const ON_CLICK = {
  "[data-confirm-dialog]": (opener, event) => openInstead(event, opener),
  "[data-close]": (button) => button.closest("dialog")?.close(),
  'button[data-key="?"]': () => showKeys(),
  "a.newrow": (newcomer) => { newcomer.href = withWhatIsTyped(newcomer.href); },
  "[data-fill]": (filler) => fill(filler),
};

document.addEventListener("click", (event) => {
  for (const [selector, act] of Object.entries(ON_CLICK)) {
    const found = event.target.closest(selector);
    if (found) act(found, event);
  }
  const account = document.querySelector("details.account[open]");
  if (account && !account.contains(event.target)) account.open = false;
});

document.addEventListener("change", (event) => {
  const field = event.target.dataset.show && document.getElementById(event.target.dataset.show);
  if (field) field.type = event.target.checked ? "text" : "password";
  const row = event.target.closest(".pick, [data-row]");
  if (row && event.target.matches("[type=radio]")) markRow(document.querySelectorAll(".pick, [data-row]"), row);
});

focusErrors();
for (const waiting of document.querySelectorAll('button[data-key="?"], label:has([data-show])')) waiting.hidden = false;
