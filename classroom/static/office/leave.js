// A file with personal data goes when its preview is left, not only by the button: the browser tells the server while
// it goes elsewhere or is closed. Sending one of the page's own forms is no leaving.

const form = document.querySelector("form[data-leave]");
let goesOn = false;

document.addEventListener("submit", () => { goesOn = true; });
window.addEventListener("pagehide", () => {
  if (!goesOn) navigator.sendBeacon(form.action, new FormData(form));
});
// Back from elsewhere by the browser's memory: the file is gone, and the page has to say so.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
