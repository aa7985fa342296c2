/** The website around the panel, if there is one, and the way out of it. */

import { forget } from "./memory.js";
import { exit, origins } from "./words.js";

const PATIENCE = 300;

/** Whether a website shows the panel in a frame. */
export const isFramed = window.parent !== window;

let parentOrigin = isFramed ? location.ancestorOrigins?.[0] ?? originOf(document.referrer) : "";

function originOf(address) {
  try {
    return new URL(address).origin;
  } catch {
    return "";
  }
}

/** Say something to the loader. Only that we are ready is said to whoever may be there. */
export function tell(what, more = {}) {
  const target = parentOrigin || (what === "ready" ? "*" : "");
  if (!isFramed || !target) return;
  try {
    window.parent.postMessage({ ieum: what, ...more }, target);
  } catch {
    // An origin that cannot be written to, "null", has nobody to tell.
  }
}

/** Call `opened` when the loader says that it shows the panel, `closed` when it no longer does. */
export function listen(opened, closed) {
  window.addEventListener("message", ({ source, origin, data }) => {
    if (source !== window.parent || !isFramed) return;
    if (origin !== location.origin && !origins.includes(origin)) return;
    parentOrigin = origin;
    if (data?.ieum === "opened") opened();
    if (data?.ieum === "closed") closed();
  });
}

let hasLeft = false;

/** Whether the person is leaving, and nothing may be shown any more. */
export const isLeaving = () => hasLeft;

/** Leave nothing behind, here or in the tab, and go to the neutral page in place of this one. */
export function leave() {
  hasLeft = true;
  forget(true);
  document.body.replaceChildren();
  document.title = "…";
  if (!isFramed) {
    location.replace(exit);
    return;
  }
  tell("leave", { to: exit });
  setTimeout(() => {
    try {
      window.top.location.replace(exit);
    } catch {
      location.replace("about:blank");
    }
  }, PATIENCE);
}
