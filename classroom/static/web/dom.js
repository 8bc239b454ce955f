// What every script needs of a page: its fields, what is shown, a new element, patience.

export const isTextField = (element) => element.matches("input:not([type=radio], [type=checkbox]), textarea, select");

export const isShown = (element) => element.getClientRects().length > 0 && !element.closest("dialog:not([open])");
export const openDialog = () => document.querySelector("dialog[open]");

export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

export const parse = (html) => new DOMParser().parseFromString(html, "text/html");

// Does a thing once an element has been quiet for so long; each element has its own patience.
export function later(action, milliseconds) {
  const timers = new WeakMap();
  return (element) => {
    clearTimeout(timers.get(element));
    timers.set(element, setTimeout(() => action(element), milliseconds));
  };
}
