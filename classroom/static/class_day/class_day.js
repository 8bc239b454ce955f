// The people of a class: keys within a row, presses without a page load, the kana finder. After classroom.js, whose
// helpers it uses. Both pages are complete without it: each press is a plain form.
"use strict";

// ── rows ───────────────────────────────────────────────────────────────────

const shownRows = () => [...document.querySelectorAll("[data-person]")].filter(isShown);

// In a row the focus stands on the press that counts; where that is done, on the row itself, so that Enter does no harm.
function toRow(row, scroll = true) {
  if (!row) return false;
  const target = row.querySelector('[data-row-key="Enter"]') ?? row;
  target.focus({ preventScroll: true });
  if (scroll) row.scrollIntoView({ block: "nearest" });
  return true;
}

function stepFrom(row, step) {
  const rows = shownRows();
  const now = rows.indexOf(row);
  return toRow(rows[now < 0 ? 0 : Math.min(Math.max(now + step, 0), rows.length - 1)]);
}

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

function rowKey(event) {
  const { key, target } = event;
  if (target.matches("[data-find]")) return ["Enter", "ArrowDown"].includes(key) && toRow(shownRows()[0]);
  if (isTextField(target)) return false;
  const row = target.closest("[data-person]");
  if (/^Arrow(Up|Down)$/.test(key) && (row || target === document.body)) return stepFrom(row, key === "ArrowDown" ? 1 : -1);
  if (!row || key.length !== 1 || key === " " || lettersAreOff()) return false;
  return pressInRow(row, key);
}

// Before classroom.js sees the key: in a row a digit is a stage, not a row's number.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || openDialog() || belongsToConversion(event)) return;
  if (event.repeat && !event.key.startsWith("Arrow")) return;
  if (rowKey(event)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);

// ── who presses, and when ──────────────────────────────────────────────────
// Each write says when it was pressed, and on which device: the name that this browser gave itself.

const TERMINAL = "classroom.terminal";

function terminal() {
  const kind = /iPad|iPhone|Android/.exec(navigator.userAgent)?.[0] ?? "PC";
  const name = localStorage.getItem(TERMINAL) ?? `${kind}-${randomHex(2)}`;
  localStorage.setItem(TERMINAL, name);
  return name;
}

function stampForm(form) {
  for (const [name, value] of [["at", new Date().toISOString()], ["terminal", terminal()]]) {
    const field = form.querySelector(`input[name=${name}]`) ?? make("input", { type: "hidden", name });
    field.value = value;
    form.append(field);
  }
}

// ── presses without a page load ────────────────────────────────────────────
// One after the other, so that an older answer never overwrites a newer one. A press carries what its row looked like;
// a second one on the same row waits for the first one's answer, and the very same one again is dropped.

let sending = Promise.resolve();
const underWayNow = new Set();

function sendPress(form, name, value) {
  const rowId = form.closest("[data-person]")?.id;
  const before = [...underWayNow].filter((each) => rowId && each.rowId === rowId);
  if (before.some((each) => each.name === name && each.value === value)) return;
  const press = { form, rowId, name, value, at: new Date().toISOString() };
  if (!before.length) press.body = bodyOf(press);
  underWayNow.add(press);
  form.closest("[data-person]")?.classList.add("is-sending");
  sending = sending.then(() => exchange(press)).finally(() => underWayNow.delete(press));
}

function bodyOf({ form, rowId, name, value, at }) {
  const body = new URLSearchParams(new FormData((rowId && document.getElementById(rowId)?.querySelector("form")) || form));
  if (name) body.set(name, value);
  body.set("at", at);
  body.set("terminal", terminal());
  return body;
}

async function exchange(press) {
  const row = press.rowId && document.getElementById(press.rowId);
  let answer;
  try {
    answer = await fetch(press.form.action, { method: "POST", body: press.body ?? bodyOf(press), headers: { "X-Fragment": "yes" } });
  } catch {
    return tell(row, "つながりません。まだ登録していません。少し待って、もう一度おしてください。");
  }
  if (new URL(answer.url).pathname !== location.pathname && answer.redirected) return location.reload();
  if (!answer.ok) return tell(row, "登録できませんでした。画面を開き直してください。");
  return putInPlace(await answer.text(), press.rowId);
}

// ── putting an answer in place ─────────────────────────────────────────────
// Only rows that say something else are replaced; what is in hand keeps its focus and its place on the screen.

const written = new Map();             // each row as the server last wrote it

function asWritten(element) {
  const copy = element.cloneNode(true);
  for (const field of copy.querySelectorAll("[name=operation_id], [name=csrf_token]")) field.remove();
  return copy.outerHTML;
}

const parse = (text) => new DOMParser().parseFromString(text, "text/html");
const personInHand = () => document.activeElement?.closest("[data-person]");

function putInPlace(text, rowId) {
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

function replaceParts(page) {
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
    const stays = (row, text) => written.get(row.id) === text && document.getElementById(row.id)?.matches(":not(.is-sending)");
    rows.replaceChildren(...theirs.map(([row, text]) => (stays(row, text) ? document.getElementById(row.id) : row)));
  } else {
    list.replaceChildren(...newList.childNodes);
  }
  written.clear();
  for (const [row, text] of theirs) written.set(row.id, text);
}

function tell(row, words) {
  row?.classList.remove("is-sending");
  const notice = make("div", { className: "notice notice-stop" }, make("p", { className: "strong", textContent: words }));
  notice.setAttribute("role", "alert");
  document.querySelector(".notices").replaceChildren(notice);
}

// ── what other devices do ──────────────────────────────────────────────────
// Every few seconds a tiny question; only where the answer differs the people are fetched. It says that nobody is
// pressing (X-Poll), so a forgotten browser is signed out in time, and what is to be told waits for a real press.

const POLL_EVERY = 3000;
const POLLED = { "X-Poll": "yes" };

async function lookAround() {
  const head = document.getElementById("class-head");
  if (document.hidden || underWayNow.size) return true;
  const answer = await fetch(head.dataset.poll, { headers: POLLED });
  if (answer.redirected) return signedOut();
  if (!answer.ok || (await answer.json()).digest === head.dataset.digest) return true;
  const people = await fetch(location.pathname + location.search, { headers: { ...POLLED, "X-Fragment": "yes" } });
  if (people.redirected) return signedOut();
  const text = await people.text();
  if (people.ok && !underWayNow.size) takeIn(parse(text));
  return true;
}

function takeIn(page) {
  const wasOpen = document.getElementById("class-head").dataset.open;
  const held = document.activeElement;
  const inHand = personInHand();
  const place = inHand?.getBoundingClientRect().top;
  replaceParts(page);
  if (document.getElementById("class-head").dataset.open !== wasOpen) return location.reload();
  const row = inHand && document.getElementById(inHand.id);
  if (!row) return undefined;
  if (held.isConnected) held.focus({ preventScroll: true });
  else refocus(row, held);
  return scrollBy(0, row.getBoundingClientRect().top - place);
}

function refocus(row, held) {
  const key = held.dataset.rowKey;
  const same = key ? row.querySelector(`[data-row-key="${key}"]:not(:disabled)`) : held.id && document.getElementById(held.id);
  (same || row).focus({ preventScroll: true });
}

function signedOut() {
  tell(null, "サインインが切れました。画面を開き直してください。");
  return false;
}

async function keepLooking() {
  const goesOn = await lookAround().catch(() => true);     // no connection: what stands on the page stays
  if (goesOn) setTimeout(keepLooking, POLL_EVERY);
}

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

// ── the kana finder ────────────────────────────────────────────────────────

const LARGE = { ァ: "ア", ィ: "イ", ゥ: "ウ", ェ: "エ", ォ: "オ", ッ: "ツ", ャ: "ヤ", ュ: "ユ", ョ: "ヨ", ヮ: "ワ", ヅ: "ズ", ヂ: "ジ" };

// As the server's search key, as far as names need it; letters that the conversion has not turned into kana yet are left out.
function kanaKey(text) {
  const katakana = text.normalize("NFKC").replace(/[ぁ-ゖ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60));
  return katakana.replace(/[a-z]+$/i, "").replace(/[\s・]/g, "").replace(/[ァィゥェォッャュョヮヅヂ]/g, (kana) => LARGE[kana]);
}

function narrow() {
  const finder = document.querySelector("[data-find]");
  if (!finder) return;
  const typed = finder.value.trim();
  const key = kanaKey(typed);
  for (const row of document.querySelectorAll("[data-person]")) {
    const { kana, name } = row.dataset;
    row.hidden = Boolean(key) && !kana.includes(key) && !name.includes(typed);
  }
  const nobody = document.querySelector(".cd-none");
  if (nobody) nobody.hidden = shownRows().length > 0;
}

document.addEventListener("input", (event) => { if (event.target.matches("[data-find]")) narrow(); });
document.addEventListener("submit", (event) => { if (event.target.querySelector("[data-find]")) event.preventDefault(); });

// ── at the start, and after each answer ────────────────────────────────────

function prepare() {
  for (const button of document.querySelectorAll("[data-needless]")) button.hidden = true;
  narrow();
}

for (const row of document.querySelectorAll("[data-person]")) written.set(row.id, asWritten(row));
prepare();
setTimeout(keepLooking, POLL_EVERY);
