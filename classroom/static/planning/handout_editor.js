// Writing a handout: its printed pages follow the typing, Ctrl+S saves, and what is typed is kept in this browser until
// it is saved. Without it the button 見てみる shows the pages.

import { belongsToConversion } from "../web/conversion.js";
import { later, make, parse } from "../web/dom.js";

const writing = document.getElementById("writing");
const source = document.getElementById("source");
const pages = document.querySelector(".writing-scroll");
const looking = document.getElementById("looking");
const draftKey = `classroom.handout.${writing.dataset.slug}`;
const asSaved = (text) => text.replace(/\s+$/, "");
const opened = asSaved(source.defaultValue);

// ── the pages ──────────────────────────────────────────────────────────────
let lookUnderWay;

async function look() {
  lookUnderWay?.abort();
  lookUnderWay = new AbortController();
  looking.textContent = "ページをつくっています…";
  try {
    const answer = await fetch(writing.dataset.previewUrl, {
      method: "POST",
      body: new FormData(writing),
      signal: lookUnderWay.signal,
      headers: { "X-Requested-With": "fetch" },
    });
    const shown = parse(await answer.text()).getElementById("preview");
    if (!answer.ok || !shown) throw new Error(answer.status);
    showPages(shown);
    looking.textContent = "";
  } catch (error) {
    if (error.name === "AbortError") return;
    looking.textContent = "ページをつくれませんでした。書いた文は、このパソコンに残っています。少し待って、続きを書いてください。";
  }
}

// While a line is half typed its problem stands above the pages as they were.
function showPages(shown) {
  const before = document.getElementById("preview");
  const sheets = before.querySelector(".sheets");
  if (sheets && !shown.querySelector(".sheets")) {
    sheets.classList.add("is-old");
    shown.append(make("p", { className: "note", textContent: "下は、直す前のページです。" }), sheets);
  }
  before.replaceWith(shown);
  followCaret();
}

// The words of a line as they stand on paper, without the signs around them.
const onPaper = (line) =>
  line.replace(/^[\s>#|-]*(\d+\.|→|\[[^\]]*\])?/, "").replace(/\s*\{\d\/\d\}\s*$/, "").replace(/\*\*|\\$|\s/g, "");

// Shows the page that the caret's line stands on, or the nearest line above that is on a page at all. Where the same
// words are on several pages, the one about as far down as the line is in the text.
function followCaret() {
  const sheets = [...document.querySelectorAll(".sheets:not(.is-old) .handout-sheet")];
  const texts = sheets.map((sheet) => sheet.textContent.replace(/\s/g, ""));
  const lines = source.value.split("\n");
  const here = source.value.slice(0, source.selectionStart).split("\n").length - 1;
  const off = (at) => Math.abs(at / sheets.length - here / lines.length);
  for (let line = here; line >= 0; line -= 1) {
    const words = onPaper(lines[line]);
    const found = words.length < 4 ? [] : [...texts.keys()].filter((at) => texts[at].includes(words));
    if (!found.length) continue;
    const sheet = sheets[found.sort((one, other) => off(one) - off(other))[0]];
    pages.scrollTop += sheet.getBoundingClientRect().top - pages.getBoundingClientRect().top - 16;
    return;
  }
}

const lookSoon = later(look, 600);

// ── the draft ──────────────────────────────────────────────────────────────
const drafts = {
  get: () => JSON.parse(localStorage.getItem(draftKey) ?? "null"),
  keep: () => localStorage.setItem(draftKey, JSON.stringify({ text: source.value, at: new Date().toISOString() })),
  drop: () => localStorage.removeItem(draftKey),
};
const offer = document.getElementById("draft");

// While an older draft waits for its answer it is not written over.
const keepSoon = later(() => {
  if (!offer.hidden) return;
  if (asSaved(source.value) === opened && !writing.dataset.refused) drafts.drop();
  else drafts.keep();
}, 300);

function offerDraft() {
  const draft = drafts.get();
  if (!draft || asSaved(draft.text) === opened) return drafts.drop();
  if (writing.dataset.refused) return undefined;     // the page itself brought back what was typed
  offer.querySelector("[data-when]").textContent = `${new Date(draft.at).toLocaleString("ja-JP")} に書いたものです。`;
  offer.hidden = false;
  return undefined;
}

function answerOffer(answer) {
  if (answer === "take") source.value = drafts.get().text;
  else drafts.drop();
  offer.hidden = true;
  source.focus();
  look();
}

// ── the text ───────────────────────────────────────────────────────────────
function tellPlace() {
  const line = source.value.slice(0, source.selectionStart).split("\n").length;
  document.getElementById("place").textContent = `${line}行目（全${source.value.split("\n").length}行）`;
  return line;
}

function goToLine(number) {
  const lines = source.value.split("\n");
  const start = lines.slice(0, number - 1).reduce((sum, line) => sum + line.length + 1, 0);
  source.focus();
  source.setSelectionRange(start, start + (lines[number - 1] ?? "").length);
  // A line's own height times its number is near enough; long lines take two.
  source.scrollTop = Math.max(0, source.scrollHeight * (number / lines.length) - source.clientHeight / 2);
  tellPlace();
}

source.addEventListener("input", (event) => {
  keepSoon(source);
  tellPlace();
  if (!event.isComposing) lookSoon(source);
});
let lastLine = 1;

function moved() {
  const line = tellPlace();
  if (line !== lastLine) followCaret();
  lastLine = line;
}

source.addEventListener("keyup", moved);
source.addEventListener("click", moved);
writing.addEventListener("change", (event) => {
  if (event.target.matches("[name=device], [name=instructor]")) look();
});

document.addEventListener("keydown", (event) => {
  const saves = event.key.toLowerCase() === "s" || (event.key === "Enter" && event.target === source);
  if (!(event.ctrlKey || event.metaKey) || !saves) return;
  event.preventDefault();
  if (!event.repeat && !belongsToConversion(event)) writing.requestSubmit(document.querySelector("[data-save]"));
});

document.addEventListener("click", (event) => {
  const line = event.target.closest("[data-line]");
  if (line) {
    event.preventDefault();
    goToLine(Number(line.dataset.line));
  }
  const button = event.target.closest("[data-draft]");
  if (button) answerOffer(button.dataset.draft);
});

// Where the pages follow by themselves, the button that shows them is not needed.
writing.querySelector("[data-look]").hidden = true;
offerDraft();
tellPlace();
