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

function pressInRow(row, key) {
  const same = (letter) => letter.toLowerCase() === key.toLowerCase();
  const button = [...row.querySelectorAll("[data-row-key]")].find((each) => same(each.dataset.rowKey));
  const reason = [...row.querySelectorAll("option[data-letter]")].find((each) => same(each.dataset.letter));
  if (button) {
    button.click();                    // a disabled one does nothing, and neither does its key
  } else if (reason) {
    reason.selected = true;
    sendReason(reason.parentElement);
  }
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

// ── presses without a page load ────────────────────────────────────────────
// One after the other, so that an older answer never overwrites a newer one. Each carries its operation id: a second
// press of the same button is answered, not done.

let sending = Promise.resolve();

function sendInPlace(form, button) {
  const row = form.closest("[data-person]");
  const body = new URLSearchParams(new FormData(form, button));
  row?.classList.add("is-sending");
  sending = sending.then(() => exchange(form.action, body, row));
}

async function exchange(url, body, row) {
  let answer;
  try {
    answer = await fetch(url, { method: "POST", body, headers: { "X-Fragment": "yes" } });
  } catch {
    return tell(row, "つながりません。まだ登録していません。少し待って、もう一度おしてください。");
  }
  if (new URL(answer.url).pathname !== location.pathname && answer.redirected) return location.reload();
  if (!answer.ok) return tell(row, "登録できませんでした。画面を開き直してください。");
  return putInPlace(await answer.text(), row?.id);
}

function putInPlace(text, rowId) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const focused = document.activeElement?.closest("[data-person]")?.id ?? (document.activeElement === document.body && rowId);
  for (const id of ["class-head", "class-list"]) document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes);
  for (const bar of [".notices", ".tabbar"]) document.querySelector(bar).replaceWith(page.querySelector(bar));
  document.querySelector(".undo")?.remove();
  const undo = page.querySelector(".undo");
  if (undo) document.querySelector(".tabbar").before(undo);
  document.title = page.title;
  prepare();
  if (focused) toRow(document.getElementById(focused), false);
}

function tell(row, words) {
  row?.classList.remove("is-sending");
  const notice = make("div", { className: "notice notice-stop" }, make("p", { className: "strong", textContent: words }));
  notice.setAttribute("role", "alert");
  document.querySelector(".notices").replaceChildren(notice);
}

function sendReason(select) {
  const form = select.form;
  form.requestSubmit(form.querySelector("[data-needless]"));
}

// Only presses whose answer is this same page: a mark, a stage, and taking a mark back.
const staysHere = (form) =>
  form.closest("[data-person]") || (form.closest(".undo") && new URL(form.action).pathname.endsWith("/marks"));

document.addEventListener("submit", (event) => {
  if (!staysHere(event.target)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  sendInPlace(event.target, event.submitter);
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

prepare();
