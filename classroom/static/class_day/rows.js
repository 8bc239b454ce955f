// The people of a class on the page: the focus among them, and the kana finder.

import { isShown } from "../web/dom.js";

export const shownRows = () => [...document.querySelectorAll("[data-person]")].filter(isShown);

// In a row the focus stands on the press that counts; where that is done, on the row itself, so that Enter does no
// harm.
export function toRow(row, scroll = true) {
  if (!row) return false;
  const target = row.querySelector('[data-row-key="Enter"]') ?? row;
  target.focus({ preventScroll: true });
  if (scroll) row.scrollIntoView({ block: "nearest" });
  return true;
}

export function stepFrom(row, step) {
  const rows = shownRows();
  const now = rows.indexOf(row);
  return toRow(rows[now < 0 ? 0 : Math.min(Math.max(now + step, 0), rows.length - 1)]);
}

// ── the kana finder ────────────────────────────────────────────────────────

const LARGE = { ァ: "ア", ィ: "イ", ゥ: "ウ", ェ: "エ", ォ: "オ", ッ: "ツ", ャ: "ヤ", ュ: "ユ", ョ: "ヨ", ヮ: "ワ", ヅ: "ズ", ヂ: "ジ" };

// As the server's search key, as far as names need it; letters that the conversion has not turned into kana yet are
// left out.
function kanaKey(text) {
  const katakana = text.normalize("NFKC").replace(/[ぁ-ゖ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60));
  return katakana.replace(/[a-z]+$/i, "").replace(/[\s・]/g, "").replace(/[ァィゥェォッャュョヮヅヂ]/g, (kana) => LARGE[kana]);
}

export function narrow() {
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
document.addEventListener("submit", (event) => {
  if (event.target.querySelector("[data-find]")) event.preventDefault();
});
