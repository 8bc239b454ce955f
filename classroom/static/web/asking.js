// Reading back while one types, and live search. Fetches for one element at a time: a newer question makes the answer
// to an older one worthless.

import { later, parse } from "./dom.js";

const underWay = new WeakMap();

export async function ask(element, url) {
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

// ── the list under the search field ────────────────────────────────────────
let hitWasMoved = false;

// The answer is the list itself, or a page that holds an element of the same id.
async function searchLive(form) {
  const list = document.getElementById(form.dataset.live);
  const url = new URL(form.dataset.liveUrl || form.action, location.href);
  url.search = new URLSearchParams(new FormData(form));
  const answer = await ask(form, url);
  if (answer?.status !== 200) return;
  const page = parse(answer.text);
  list.replaceChildren(...(page.getElementById(list.id) ?? page.body).childNodes);
  hitWasMoved = false;
}

export function moveHit(step) {
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
export function openMovedHit() {
  const hit = hitWasMoved && document.querySelector('a.hit[aria-current="true"]');
  if (hit) hit.click();
  return Boolean(hit);
}

// ── while one types ────────────────────────────────────────────────────────
const readBackSoon = later(readBack, 250);
const searchSoon = later(searchLive, 200);

document.addEventListener("input", (event) => {
  if (event.isComposing) return;
  if (event.target.dataset.echoUrl) readBackSoon(event.target);
  const form = event.target.closest("form[data-live]");
  if (form) searchSoon(form);
});
document.addEventListener("compositionend", (event) => {
  event.target.dispatchEvent(new Event("input", { bubbles: true }));
});
