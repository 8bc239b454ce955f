// The list of the keys that a page knows, opened by ?. There the keys of one character can be switched off for this
// browser (WCAG 2.1.4).

import { isShown, make } from "./dom.js";

const LETTERS_OFF = "classroom.letters-off";
export const lettersAreOff = () => localStorage.getItem(LETTERS_OFF) === "yes";

function keyEntries() {
  const words = (thing) => {
    const copy = (thing.querySelector("b") ?? thing).cloneNode(true);
    for (const cap of copy.querySelectorAll("kbd")) cap.remove();
    return copy.textContent.trim();
  };
  const caps = (thing) => [...thing.querySelectorAll("kbd")].map((cap) => cap.textContent);
  const entries = new Map();
  for (const thing of document.querySelectorAll("[data-key], .keys > span")) {
    const key = caps(thing).join(" ");
    if (key && isShown(thing) && !entries.has(key)) entries.set(key, { caps: caps(thing), words: words(thing) });
  }
  return entries.values();
}

function lettersSwitch() {
  const box = make("input", { type: "checkbox", checked: !lettersAreOff() });
  box.addEventListener("change", () => localStorage.setItem(LETTERS_OFF, box.checked ? "no" : "yes"));
  return make("label", { className: "choice choice-s" }, box, " 1文字のキー（A、1、/ など）を使う");
}

export function showKeys() {
  const list = make("dl", { className: "keylist" });
  for (const entry of keyEntries()) {
    const caps = entry.caps.map((cap) => make("kbd", { textContent: cap }));
    list.append(make("dt", {}, ...caps), make("dd", { textContent: entry.words }));
  }
  const heading = make("h2", { className: "dialog-h", id: "keys-heading", textContent: "この画面で使えるキー" });
  const close = make("button", { className: "btn", type: "button", autofocus: true, textContent: "とじる" });
  const acts = make("div", { className: "acts" }, close);
  const dialog = make("dialog", { className: "dialog" }, heading, list, lettersSwitch(), acts);
  dialog.setAttribute("aria-labelledby", heading.id);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return true;
}
