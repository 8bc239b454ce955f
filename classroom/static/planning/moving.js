// The week in lanes: a session is taken with the mouse, or by Shift and the arrows, and held over another day or
// venue. What it would run into there is said before it is let down. Letting down opens the page that asks.

import { ask } from "../web/asking.js";

const table = document.querySelector(".lanes.is-movable");
const said = document.getElementById("moving");
let taken = null;                      // the session that is held
let over = null;                       // the cell it is held over
let byMouse = false;

const question = (cell, path = "") => {
  const url = new URL(taken.dataset.move + path, location.href);
  url.searchParams.set("on", cell.dataset.on);
  if (cell.dataset.venue) url.searchParams.set("venue", cell.dataset.venue);
  return url;
};

function say(words, kind) {
  said.hidden = !words;
  said.textContent = words;
  said.dataset.kind = kind;
}

function leave() {
  over?.classList.remove("is-over", "is-fine");
  over = null;
}

async function holdOver(cell) {
  if (cell === over) return;
  leave();
  over = cell;
  cell.classList.add("is-fine");
  const answer = await ask(table, question(cell, "/check"));
  if (answer?.status !== 200 || over !== cell) return;
  const { where, clashes, doubts } = JSON.parse(answer.text);
  cell.classList.toggle("is-over", clashes.length > 0);
  cell.classList.toggle("is-fine", clashes.length === 0);
  const words = [...clashes, ...doubts].join("");
  say(`${where}：${words || "重なりはありません。"}`, clashes.length > 0 ? "clash" : "fine");
}

function stop() {
  leave();
  taken?.classList.remove("is-taken");
  taken = null;
  byMouse = false;
  say("", "");
}

function take(session) {
  if (taken === session) return;
  stop();
  taken = session;
  session.classList.add("is-taken");
}

function letDown() {
  if (over && over !== taken.closest("td")) location.assign(question(over));
  else stop();
}

// ── the mouse ──────────────────────────────────────────────────────────────
table.addEventListener("dragstart", (event) => {
  const session = event.target.closest("[data-move]");
  if (!session) return;
  event.dataTransfer.effectAllowed = "move";
  take(session);
  byMouse = true;
});
table.addEventListener("dragover", (event) => {
  const cell = taken && event.target.closest("td[data-on]");
  if (!cell) return;
  event.preventDefault();
  holdOver(cell);
});
table.addEventListener("drop", (event) => {
  if (!taken) return;
  event.preventDefault();
  letDown();
});
table.addEventListener("dragend", stop);

// ── the keys ───────────────────────────────────────────────────────────────
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function neighbour(cell, [days, lanes]) {
  const rows = [...table.tBodies[0].rows];
  const row = rows[rows.indexOf(cell.parentElement) + (cell.dataset.venue ? lanes : 0)];
  const next = row?.cells[cell.cellIndex + days];
  return next?.matches("[data-on]") ? next : cell;
}

function key(event) {
  const session = event.target.closest("[data-move]");
  if (session && event.shiftKey && event.key in STEPS) {
    take(session);
    holdOver(neighbour(over ?? session.closest("td"), STEPS[event.key]));
    return true;
  }
  if (!taken) return false;
  if (event.key === "Escape") stop();
  else if (event.key === "Enter") letDown();
  else return false;
  return true;
}

table.addEventListener("keydown", (event) => {
  if (key(event)) event.preventDefault();
});
table.addEventListener("focusout", () => {
  if (!byMouse) stop();
});
