// Keys, reading back, live search. Every page is complete without this file; it only saves time.
"use strict";

// ── small helpers ──────────────────────────────────────────────────────────
const isTextField = (element) => element.matches("input:not([type=radio], [type=checkbox]), textarea, select");

const isShown = (element) => element.getClientRects().length > 0 && !element.closest("dialog:not([open])");
const openDialog = () => document.querySelector("dialog[open]");

// Does a thing once an element has been quiet for so long; each element has its own patience.
function later(action, milliseconds) {
  const timers = new WeakMap();
  return (element) => {
    clearTimeout(timers.get(element));
    timers.set(element, setTimeout(() => action(element), milliseconds));
  };
}

// A box is ticked by its label's key without taking the focus from where Enter is about to act.
function press(element) {
  if (element.control) return element.control.click();
  element.focus();
  return element.click();
}

// ── kana conversion ────────────────────────────────────────────────────────
// An Enter that ends a conversion must do nothing. Chrome and Firefox say isComposing; Safari ends the conversion
// first and then sends that same Enter with the code 229; older Chrome sends a plain Enter at the same instant.
let conversionEndedAt = -Infinity;

const belongsToConversion = (event) =>
  event.isComposing || event.keyCode === 229 || (event.key === "Enter" && event.timeStamp - conversionEndedAt < 30);

document.addEventListener("compositionend", (event) => { conversionEndedAt = event.timeStamp; }, true);
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && belongsToConversion(event)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);

// ── keys ───────────────────────────────────────────────────────────────────
// The key that does a thing is written on the thing: data-key="A", "F2", "Ctrl Enter", "ArrowLeft".
// Keys of one character can be switched off in the list of keys (WCAG 2.1.4), for this browser.

const LETTERS_OFF = "classroom.letters-off";
const lettersAreOff = () => localStorage.getItem(LETTERS_OFF) === "yes";

// Where several things share a key, the one beside the focus is meant (data-near marks what belongs together).
function thingFor(key) {
  const scope = openDialog() ?? document;
  const things = [...scope.querySelectorAll("[data-key]")].filter(
    (thing) => thing.dataset.key.toLowerCase() === key.toLowerCase() && isShown(thing) && !thing.disabled,
  );
  const near = document.activeElement?.closest("[data-near]");
  return things.find((thing) => near?.contains(thing)) ?? things[0];
}

function sendForm(from) {
  const form = from.closest("form[method=post]");
  const marked = (form ?? document).querySelector('[data-key="Ctrl Enter"]');
  const sender = marked ?? form?.querySelector("button[type=submit]:not([formnovalidate])");
  sender?.form?.requestSubmit(sender);
  return Boolean(sender);
}

function pressFor(key) {
  const thing = thingFor(key);
  if (thing) press(thing);
  return Boolean(thing);
}

function toSearch() {
  const field = document.querySelector("#q");
  if (!field || document.activeElement === field) return false;
  field.focus();
  field.select();
  return true;
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

function markRow(rows, chosen) {
  for (const row of rows) row.classList.toggle("is-next", row === chosen);
}

// Outside fields a single letter, digit or mark is a command; inside them it is text.
function bareKey(key) {
  if (key.length === 1 && lettersAreOff()) return false;
  if (key === "/" && toSearch()) return true;
  if (key === "?") return showKeys();
  return pressFor(key) || (/^[1-9]$/.test(key) && chooseRow(Number(key)));
}

function command(event) {
  if (event.ctrlKey && event.key === "Enter") return sendForm(event.target);
  if (event.altKey && event.key === "ArrowUp") return focusErrors();
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
  if (event.key === "Escape") return !openDialog() && toSearch();
  if (event.target.id === "q" && event.key === "ArrowDown") return moveHit(1);
  if (event.target.id === "q" && event.key === "ArrowUp") return moveHit(-1);
  if (event.target.id === "q" && event.key === "Enter") return openMovedHit();
  if (/^F\d+$/.test(event.key)) return pressFor(event.key);
  if (event.key === "Enter") return event.target === document.body && pressFor("Enter");
  if (isTextField(event.target) || event.key === " ") return false;
  if (event.target.matches("[type=radio]") && event.key.startsWith("Arrow")) return false;
  return bareKey(event.key);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.repeat || belongsToConversion(event)) return;
  if (command(event)) event.preventDefault();
});

// ── the list under the search field ────────────────────────────────────────
let hitWasMoved = false;

function moveHit(step) {
  const hits = [...document.querySelectorAll("a.hit")];
  if (!hits.length) return false;
  const now = hits.findIndex((hit) => hit.getAttribute("aria-current") === "true");
  const next = hits[Math.min(Math.max(now + step, 0), hits.length - 1)];
  for (const hit of hits) hit.toggleAttribute("aria-current", false);
  next.setAttribute("aria-current", "true");
  next.scrollIntoView({ block: "nearest" });
  hitWasMoved = true;
  return true;
}

// Enter sends the search, and the server opens the first hit; after the arrows it opens the hit they stand on.
function openMovedHit() {
  const hit = hitWasMoved && document.querySelector('a.hit[aria-current="true"]');
  if (hit) hit.click();
  return Boolean(hit);
}

// ── the list of keys ───────────────────────────────────────────────────────
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

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

function lettersSwitch() {
  const box = make("input", { type: "checkbox", checked: !lettersAreOff() });
  box.addEventListener("change", () => localStorage.setItem(LETTERS_OFF, box.checked ? "no" : "yes"));
  return make("label", { className: "choice choice-s" }, box, " 1文字のキー（A、1、/ など）を使う");
}

function showKeys() {
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

// ── clicks ─────────────────────────────────────────────────────────────────
function clicked(event) {
  const opener = event.target.closest("[data-confirm-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.confirmDialog);
  if (dialog) event.preventDefault();
  dialog?.showModal();
  if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
  if (event.target.closest('button[data-key="?"]')) showKeys();
  const newcomer = event.target.closest("a.newrow");
  if (newcomer) newcomer.href = withWhatIsTyped(newcomer.href);
  const filler = event.target.closest("[data-fill]");
  if (filler) fill(document.getElementById(filler.dataset.fill), filler.dataset.fillText);
  const account = document.querySelector("details.account[open]");
  if (account && !account.contains(event.target)) account.open = false;
}

// Someone new takes along what stands in the search field now: fingers are faster than the list under it.
function withWhatIsTyped(address) {
  const url = new URL(address);
  const typed = document.querySelector("#q")?.value.trim();
  if (typed) url.searchParams.set("q", typed);
  return url.href;
}

// A button that puts right what we could guess: data-fill is the field's id, data-fill-text what goes there.
function fill(field, text) {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

document.addEventListener("click", clicked);
document.addEventListener("change", (event) => {
  const field = event.target.dataset.show && document.getElementById(event.target.dataset.show);
  if (field) field.type = event.target.checked ? "text" : "password";
  const row = event.target.closest(".pick, [data-row]");
  if (row && event.target.matches("[type=radio]")) markRow(document.querySelectorAll(".pick, [data-row]"), row);
});

// ── reading back and live search ───────────────────────────────────────────
// Fetches for one element at a time: a newer question makes the answer to an older one worthless.
const underWay = new WeakMap();

async function ask(element, url) {
  underWay.get(element)?.abort();
  const control = new AbortController();
  underWay.set(element, control);
  try {
    const answer = await fetch(url, { signal: control.signal, headers: { "X-Requested-With": "fetch" } });
    return { status: answer.status, text: await answer.text() };
  } catch {
    return null;                       // overtaken, or no connection: what stands on the page stays
  }
}

// The answer is plain text: first line what was understood, further lines more about it. 422 says why it was not.
async function readBack(field) {
  const output = document.getElementById(field.dataset.echo);
  const url = new URL(field.dataset.echoUrl, location.href);
  url.searchParams.set("text", field.value);
  const answer = field.value.trim() ? await ask(field, url) : { status: 200, text: "" };
  if (!answer || ![200, 422].includes(answer.status)) return;
  const [first, ...more] = answer.text.split("\n");
  const [bold, rest] = output.children;
  bold.textContent = first;
  rest.textContent = more.join("　");
  output.classList.toggle("is-unread", answer.status === 422);
  output.hidden = !first;
}

// The answer is the list itself, or a page that holds an element of the same id.
async function searchLive(form) {
  const list = document.getElementById(form.dataset.live);
  const url = new URL(form.dataset.liveUrl || form.action, location.href);
  url.search = new URLSearchParams(new FormData(form));
  const answer = await ask(form, url);
  if (answer?.status !== 200) return;
  const page = new DOMParser().parseFromString(answer.text, "text/html");
  list.replaceChildren(...(page.getElementById(list.id) ?? page.body).childNodes);
  hitWasMoved = false;
}

const readBackSoon = later(readBack, 250);
const searchSoon = later(searchLive, 200);

document.addEventListener("input", (event) => {
  if (event.isComposing) return;
  if (event.target.dataset.echoUrl) readBackSoon(event.target);
  const form = event.target.closest("form[data-live]");
  if (form) searchSoon(form);
});
document.addEventListener("compositionend", (event) => event.target.dispatchEvent(new Event("input", { bubbles: true })));

// ── sending once ───────────────────────────────────────────────────────────
// The server does a thing once by its operation id; this only spares people the second press. data-again: a form whose
// answer is a file leaves the page as it is, so its button must stay usable: the next press is another deed.

function randomHex(bytes) {
  return [...crypto.getRandomValues(new Uint8Array(bytes))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Of the shape that the server asks for; crypto.randomUUID is missing where the office has no https.
const newOperationId = () => randomHex(16).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");

const renewId = ({ elements: { operation_id: id } }) => { if (id) id.value = newOperationId(); };

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.hasAttribute("data-again")) return void setTimeout(() => renewId(form));
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  // A button takes part in what is sent only while it is enabled, so it is switched off a moment later.
  setTimeout(() => { for (const button of sendButtons(form)) button.disabled = true; });
});

const sendButtons = (form) => [...form.elements].filter((element) => element.type === "submit");

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of sendButtons(form)) button.disabled = false;
  }
});

// ── at the start ───────────────────────────────────────────────────────────
function focusErrors() {
  const summary = document.querySelector(".errsum");
  summary?.focus();
  return Boolean(summary);
}

focusErrors();
for (const waiting of document.querySelectorAll('button[data-key="?"], label:has([data-show])')) waiting.hidden = false;
