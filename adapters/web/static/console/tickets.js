/**
 * A reply that is being written outlives a reload and a session that has ended: it stays in this tab
 * until it is sent, and keeps its id, with which it is sent only once. Logging out erases it.
 */

import { onKey } from "./console.js";

const byId = (id) => document.getElementById(id);

function parts() {
  const form = byId("writing");
  return form && {
    form,
    text: byId("text"),
    message: form.elements.message,
    key: `ieum-draft-${form.dataset.staff}-${form.dataset.ticket}`,
    inserts: [...form.querySelectorAll("[name=inserts]")].map((one) => one.value),
  };
}

function keep() {
  const now = parts();
  if (!now) return;
  if (!now.text.value.trim()) {
    sessionStorage.removeItem(now.key);
    return;
  }
  const draft = { text: now.text.value, message: now.message.value, inserts: now.inserts };
  sessionStorage.setItem(now.key, JSON.stringify(draft));
}

function goOnWriting() {
  const text = byId("text");
  text.focus();
  text.setSelectionRange(text.value.length, text.value.length);
}

/** Put the draft back; what the address asked to put in comes after it. */
function restore() {
  const now = parts();
  const kept = now && sessionStorage.getItem(now.key);
  const isAsked = now?.form.hasAttribute("data-inserted");
  if (isAsked) {
    // Loaded again, the page must not put it in again.
    history.replaceState(null, "", location.pathname);
  }
  if (!kept || (now.text.value && !isAsked)) {
    keep();
    if (isAsked) goOnWriting();
    return;
  }
  const { text, message, inserts } = JSON.parse(kept);
  if (!inserts.length && !isAsked) {
    now.text.value = text;
    now.message.value = message;
    return;
  }
  // The Korean of what was put in is known to the server.
  const values = { text, message, inserts };
  if (isAsked) values.insert = now.inserts[0] ?? "";
  htmx.ajax("POST", now.form.action.replace(/reply$/, "insert"), { target: "#writing", swap: "outerHTML", values });
}

document.addEventListener("input", (event) => {
  if (event.target.id === "text") keep();
});
document.body.addEventListener("sent", () => {
  const now = parts();
  if (now) sessionStorage.removeItem(now.key);
});
document.body.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.elt.id !== "writing") return;
  keep();
  goOnWriting();
});

onKey("r", () => {
  if (!byId("text")) return false;
  byId("text").focus();
});
onKey("i", () => {
  if (!byId("find-text")) return false;
  byId("find-text").focus();
});

restore();
