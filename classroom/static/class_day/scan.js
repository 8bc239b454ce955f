// Scanning name tags: a scanner that types like a keyboard, anywhere on the page, and the camera where the browser
// reads codes by itself. On the after-class page a scan is swallowed and told.

import { isTextField, make } from "../web/dom.js";
import { newOperationId } from "../web/sending.js";
import { tell } from "./answers.js";
import { allSent, sendPress } from "./presses.js";

const CODE = /SK1-[0-9A-Z]{12}/i;
const CODE_LENGTH = 16;
const SCANNER_GAP = 250;               // milliseconds; a scanner on a busy PC types faster, a person slower
const ENTER_AFTER = 500;               // the Enter that ends a scan is part of it
const AGAIN_AFTER = 4000;              // the same tag held before the camera is one scan

let burst = "";
let burstAt = -Infinity;
let scannedAt = -Infinity;

const halfWidth = (text) => text.normalize("NFKC").replace(/[ー‐−–—]/g, "-");
const couldBeCode = (text) =>
  text.length <= 4 ? "SK1-".startsWith(text.toUpperCase()) : /^SK1-[0-9A-Z]{1,12}$/i.test(text);

function scanned(code) {
  burst = "";
  scannedAt = performance.now();
  const form = document.querySelector("form[data-scan]");
  if (!form) return tell(null, "名札の読み取りは、当日受付の画面でしてください。");
  form.elements.operation_id.value = newOperationId();
  return sendPress(form, "code", code);
}

// Outside fields: a burst of keys that begins like a code belongs to a scanner, and is no command.
function scannerKey(event) {
  const isNew = event.timeStamp - burstAt > SCANNER_GAP;
  const text = (isNew ? "" : burst) + event.key;
  if (!couldBeCode(text)) {
    burst = "";
    return false;
  }
  [burst, burstAt] = [text, event.timeStamp];
  if (burst.length === CODE_LENGTH) scanned(burst);
  return true;
}

window.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const endsScan = key === "Enter" && performance.now() - scannedAt < ENTER_AFTER;
  const inField = isTextField(target) && !target.matches("select");
  if (endsScan || (key.length === 1 && !inField && scannerKey(event))) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);

// Inside a field the code is taken out again, whatever the keyboard made of it.
document.addEventListener("input", ({ target, isComposing }) => {
  const found = !isComposing && CODE.exec(halfWidth(target.value ?? ""));
  if (!found) return;
  target.value = halfWidth(target.value).replace(found[0], "");
  scanned(found[0]);
});

// ── the camera ─────────────────────────────────────────────────────────────

const LOOK_EVERY = 200;

async function openCamera() {
  const video = make("video", { muted: true, playsInline: true, className: "scan-video" });
  const said = make("p", { className: "strong scan-said", textContent: "名札のコードを、枠の中に写してください。" });
  said.setAttribute("role", "status");
  const close = make("button", { className: "btn btn-lg", type: "button", textContent: "とじる" });
  const heading = make("h2", { className: "dialog-h", id: "scan-heading", textContent: "カメラで読む" });
  const acts = make("div", { className: "acts" }, close);
  const dialog = make("dialog", { className: "dialog scan" }, heading, video, said, acts);
  dialog.setAttribute("aria-labelledby", heading.id);
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    return tell(null, "カメラを使えません。ブラウザの設定で、カメラを許可してください。");
  }
  const end = () => {
    for (const track of stream.getTracks()) track.stop();
    dialog.remove();
  };
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", end);
  document.body.append(dialog);
  video.srcObject = stream;
  dialog.showModal();
  await video.play();
  return watch(video, dialog, said);
}

async function watch(video, dialog, said) {
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  let last = { code: "", at: -Infinity };
  while (dialog.open) {
    const [first] = await detector.detect(video).catch(() => []);
    const now = performance.now();
    if (first && (first.rawValue !== last.code || now - last.at > AGAIN_AFTER)) {
      scanned(first.rawValue);
      await allSent();
      said.textContent = document.querySelector(".undo span, .notices .strong")?.textContent ?? "";
    }
    if (first) last = { code: first.rawValue, at: now };
    await new Promise((then) => { setTimeout(then, LOOK_EVERY); });
  }
}

const camera = document.querySelector("[data-camera]");
if (camera && "BarcodeDetector" in window && navigator.mediaDevices) {
  camera.hidden = false;
  camera.addEventListener("click", openCamera);
}
