// Presses without a page load: each write says when it was pressed, and on which device.

import { make } from "../web/dom.js";
import { randomHex } from "../web/sending.js";
import { putInPlace, tell } from "./answers.js";

// The name that this browser gave itself.
const TERMINAL = "classroom.terminal";

function terminal() {
  const kind = /iPad|iPhone|Android/.exec(navigator.userAgent)?.[0] ?? "PC";
  const name = localStorage.getItem(TERMINAL) ?? `${kind}-${randomHex(2)}`;
  localStorage.setItem(TERMINAL, name);
  return name;
}

export function stampForm(form) {
  for (const [name, value] of [["at", new Date().toISOString()], ["terminal", terminal()]]) {
    const field = form.querySelector(`input[name=${name}]`) ?? make("input", { type: "hidden", name });
    field.value = value;
    form.append(field);
  }
}

// One after the other, so that an older answer never overwrites a newer one. A press carries what its row looked like;
// a second one on the same row waits for the first one's answer, and the very same one again is dropped.

let sending = Promise.resolve();
const underWayNow = new Set();

export const isSending = () => underWayNow.size > 0;
export const allSent = () => sending;

export function sendPress(form, name, value) {
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
  const current = rowId && document.getElementById(rowId)?.querySelector("form");
  const body = new URLSearchParams(new FormData(current || form));
  if (name) body.set(name, value);
  body.set("at", at);
  body.set("terminal", terminal());
  return body;
}

async function exchange(press) {
  const row = press.rowId && document.getElementById(press.rowId);
  let answer;
  try {
    const body = press.body ?? bodyOf(press);
    answer = await fetch(press.form.action, { method: "POST", body, headers: { "X-Fragment": "yes" } });
  } catch {
    return tell(row, "つながりません。まだ登録していません。少し待って、もう一度おしてください。");
  }
  if (new URL(answer.url).pathname !== location.pathname && answer.redirected) return location.reload();
  if (!answer.ok) return tell(row, "登録できませんでした。画面を開き直してください。");
  return putInPlace(await answer.text(), press.rowId);
}
