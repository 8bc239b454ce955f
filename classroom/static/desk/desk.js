// The reception desk: who may be the person being typed, and Enter among the offerings. Both pages are complete
// without it.

import { ask } from "../web/asking.js";
import { later, parse } from "../web/dom.js";

// ── who is there already ───────────────────────────────────────────────────
// The server looks with what stands in the fields; boxes that were ticked in its last answer stay ticked.
const LOOKED_AT = { name_kana: "kana", name: "name", telephone: "telephone", born_on: "born" };

async function lookWhoIsThere(form) {
  const list = form.querySelector("[data-likely]");
  const url = new URL(list.dataset.likely, location.href);
  for (const [field, name] of Object.entries(LOOKED_AT)) url.searchParams.set(name, form.elements[field].value);
  const answer = await ask(list, url);
  if (answer?.status !== 200) return;
  const ticked = new Set([...list.querySelectorAll("input:checked")].map((box) => box.value));
  const page = parse(answer.text);
  for (const box of page.querySelectorAll("input")) box.checked = ticked.has(box.value);
  list.replaceChildren(...page.body.childNodes);
}

const lookSoon = later(lookWhoIsThere, 300);
const newForm = document.querySelector("[data-likely]")?.closest("form");

newForm?.addEventListener("input", (event) => {
  if (!event.isComposing && event.target.name in LOOKED_AT) lookSoon(newForm);
});
if (newForm?.elements.name_kana.value) lookWhoIsThere(newForm);

// ── Enter among the offerings ──────────────────────────────────────────────
// A browser would press the first button of the form; meant is the row that is marked, and a look before it is pressed.
document.querySelector("form.book")?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.defaultPrevented || !event.target.matches("input")) return;
  event.preventDefault();
  const row = event.target.closest(".override") ?? event.currentTarget.querySelector(".pick.is-next");
  row?.querySelector("button")?.focus();
});
