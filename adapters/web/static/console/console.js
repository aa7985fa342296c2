/**
 * What every page of the console does: keys, messages, and what htmx could not do.
 *
 * A room's module may import `onKey`, `say` and `toast` from here.
 */

const KEYS_OFF = "ieum-keys-off";
const FIELDS = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, [contenteditable]";
const SHOWN_FOR = 6000;

const keys = new Map();
const byId = (id) => document.getElementById(id);

/** Call `handle` when a key is pressed outside of fields and dialogs. */
export function onKey(key, handle) {
  keys.set(key, handle);
}

/** Have a screen reader read a text out, when it has read what it reads now. */
export function say(text) {
  const place = byId("spoken");
  place.textContent = "";
  // The same text a second time is read out only if it was gone in between.
  requestAnimationFrame(() => { place.textContent = text; });
}

/** Show a message in the corner for a while; one that something failed stays until it is closed. */
export function toast(text, failed = false) {
  const message = document.createElement("p");
  message.className = failed ? "toast failed" : "toast";
  message.textContent = text;
  if (failed) {
    const close = document.createElement("button");
    close.type = "button";
    close.className = "plain-button";
    close.textContent = byId("toasts").dataset.close;
    close.addEventListener("click", () => message.remove());
    message.append(" ", close);
  } else {
    setTimeout(() => message.remove(), SHOWN_FOR);
  }
  byId("toasts").replaceChildren(message);
}

/** Return the key that was meant, also where the keyboard writes Hangul or Cyrillic. */
function meant(event) {
  const latin = /^Key([A-Z])$/.exec(event.code);
  if (latin && event.key.length === 1 && event.key > "\u007f") return latin[1].toLowerCase();
  return event.key;
}

/** Tell whether single keys are letters of a text now, or belong to somebody else. */
function isTaken(event) {
  return event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey
    || event.target.closest(FIELDS) !== null
    // A list is searched by letters, and gone through by arrows.
    || (event.target.closest("select") !== null && event.key !== "/")
    || document.querySelector("dialog[open]") !== null;
}

const areOff = () => localStorage.getItem(KEYS_OFF) === "1";

document.addEventListener("keydown", (event) => {
  // Who presses it by habit, where one is already, does not mean to look for it.
  if (event.key === "/" && event.target.type === "search" && !event.target.value) {
    event.preventDefault();
    return;
  }
  if (isTaken(event)) return;
  const key = meant(event);
  // Somebody who dictates may turn off keys that are letters; arrows and Escape stay.
  if (areOff() && key.length === 1) return;
  const handle = keys.get(key);
  if (handle && handle(event) !== false) event.preventDefault();
});

function goToSearch() {
  const field = document.querySelector("main [data-search]") ?? document.querySelector("[data-search]");
  field?.focus();
  field?.select();
}

onKey("/", goToSearch);
onKey("?", () => byId("keys")?.showModal());

for (const opener of document.querySelectorAll("[data-opens]")) {
  opener.hidden = false;
  opener.addEventListener("click", () => byId(opener.dataset.opens).showModal());
}
const inUse = byId("keys-on");
if (inUse) {
  inUse.checked = !areOff();
  inUse.addEventListener("change", () => {
    if (inUse.checked) localStorage.removeItem(KEYS_OFF);
    else localStorage.setItem(KEYS_OFF, "1");
  });
}

// What was typed and not sent is nobody else's.
document.querySelector("form[action='/console/logout']")?.addEventListener("submit", () => sessionStorage.clear());

document.body.addEventListener("toast", (event) => toast(event.detail.value));
document.body.addEventListener("htmx:afterSwap", (event) => {
  const news = event.detail.target.querySelector?.("[data-say]");
  if (news) say(news.textContent.trim());
});
document.body.addEventListener("htmx:sendError", () => toast(byId("toasts").dataset.away, true));
document.body.addEventListener("htmx:beforeSwap", (event) => {
  const { isError, xhr } = event.detail;
  if (!isError) {
    byId("trouble").replaceChildren();
    return;
  }
  // Ours say where they belong; what somebody else on the way answered must not stand in the page.
  event.detail.shouldSwap = xhr.getResponseHeader("HX-Retarget") !== null;
  const { failed, ended } = byId("toasts").dataset;
  if (!event.detail.shouldSwap) toast(xhr.status === 401 ? ended : failed, true);
});
