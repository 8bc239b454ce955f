// What other devices do: every few seconds a tiny question; only where the answer differs the people are fetched. It
// says that nobody is pressing (X-Poll), so a forgotten browser is signed out in time, and what is to be told waits for
// a real press.

import { parse } from "../web/dom.js";
import { personInHand, replaceParts, tell } from "./answers.js";
import { isSending } from "./presses.js";

const POLL_EVERY = 3000;
const POLLED = { "X-Poll": "yes" };

async function lookAround() {
  const head = document.getElementById("class-head");
  if (document.hidden || isSending()) return true;
  const answer = await fetch(head.dataset.poll, { headers: POLLED });
  if (answer.redirected) return signedOut();
  if (!answer.ok || (await answer.json()).digest === head.dataset.digest) return true;
  const people = await fetch(location.pathname + location.search, { headers: { ...POLLED, "X-Fragment": "yes" } });
  if (people.redirected) return signedOut();
  const text = await people.text();
  if (people.ok && !isSending()) takeIn(parse(text));
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
  const sameKey = key && row.querySelector(`[data-row-key="${key}"]:not(:disabled)`);
  const sameId = !key && held.id && document.getElementById(held.id);
  (sameKey || sameId || row).focus({ preventScroll: true });
}

function signedOut() {
  tell(null, "サインインが切れました。画面を開き直してください。");
  return false;
}

async function keepLooking() {
  const goesOn = await lookAround().catch(() => true);     // no connection: what stands on the page stays
  if (goesOn) setTimeout(keepLooking, POLL_EVERY);
}

setTimeout(keepLooking, POLL_EVERY);
