// Sending once. The server does a thing once by its operation id; this only spares people the second press. data-again:
// a form whose answer is a file leaves the page as it is, so its button must stay usable: the next press is
// another deed.

export function randomHex(bytes) {
  return [...crypto.getRandomValues(new Uint8Array(bytes))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Of the shape that the server asks for; crypto.randomUUID is missing where the office has no https.
export const newOperationId = () => randomHex(16).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");

const renewId = ({ elements: { operation_id: id } }) => { if (id) id.value = newOperationId(); };
const sendButtons = (form) => [...form.elements].filter((element) => element.type === "submit");

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.hasAttribute("data-again")) {
    setTimeout(() => renewId(form));
    return;
  }
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  // A button takes part in what is sent only while it is enabled, so it is switched off a moment later.
  setTimeout(() => { for (const button of sendButtons(form)) button.disabled = true; });
});

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of sendButtons(form)) button.disabled = false;
  }
});
