/** Elements, built without a line of markup: what a person or the server wrote stays text. */

let last = 0;

/** Return an id that no other element has. */
export const newId = () => `ieum-${++last}`;

/**
 * Make an element. Attributes that are false, null or undefined are left out; `on` holds listeners.
 * Children may be lists; empty ones are left out, too.
 */
export function make(tag, { on = {}, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  for (const [event, listener] of Object.entries(on)) element.addEventListener(event, listener);
  element.append(...children.flat(Infinity).filter(Boolean));
  return element;
}

/** Make a button that submits nothing. */
export const button = (text, look, press, more = {}) =>
  make("button", { type: "button", class: look, on: { click: press }, ...more }, text);

/** Return a random UUID, also where the page came without HTTPS. */
export function newUuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** Return a key that nobody can guess. */
export const newKey = () => hex(crypto.getRandomValues(new Uint8Array(32)));

const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** Make a link that dials. */
export const dial = (number, look, ...children) =>
  make("a", { href: `tel:${number}`, class: look }, ...children);

/** Move the focus to what cannot be reached with the Tab key. */
export function focusOn(element) {
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
}
