/** Look-up by keys: through what was found, into it, out with a copy, and back. */

import { onKey, toast } from "./console.js";

const LAST = "ieum-last-search";
const SEARCH = "/console/";

const field = document.getElementById("q");
const hits = () => [...document.querySelectorAll("#results .hit > a")];

/** Move the focus by so many hits; above the first stands the search. */
function move(by) {
  const found = hits();
  const at = found.indexOf(document.activeElement);
  const to = at + by;
  if (to < 0) {
    field?.focus();
    return true;
  }
  if (!found.length || to >= found.length) return false;
  found[to].focus();
  return true;
}

field?.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" && !event.isComposing && move(1)) event.preventDefault();
});
if (field) {
  onKey("ArrowDown", () => move(1));
  onKey("ArrowUp", () => hits().includes(document.activeElement) && move(-1));
  onKey("Escape", () => { field.focus(); field.select(); });
  addEventListener("pagehide", () => sessionStorage.setItem(LAST, location.pathname + location.search));
}

const back = document.querySelector("[data-back]");
if (back) {
  const last = sessionStorage.getItem(LAST);
  // Only our own search: what stands in the store of a browser may be anybody's.
  if (last === SEARCH || last?.startsWith(`${SEARCH}?`)) back.href = last;
  onKey("Escape", () => back.click());
}

/** Copy the texts of elements, by their ids; what cannot be copied is selected instead. */
async function copy(ids, done) {
  const texts = ids.map((id) => document.getElementById(id));
  try {
    await navigator.clipboard.writeText(texts.map((text) => text.textContent).join("\n\n———\n\n"));
    toast(done);
  } catch {
    document.getElementById("plain").open = true;
    getSelection().selectAllChildren(texts[0]);
    texts[0].scrollIntoView();
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button.dataset.copy.split(" "), button.dataset.done));
  onKey(button.dataset.key, () => button.click());
}
const print = document.querySelector("[data-print]");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
if (document.getElementById("pin")) onKey("p", () => document.querySelector("[data-pin]").click());
const view = document.getElementById("view");
if (view) {
  view.querySelector("button").hidden = true;
  view.addEventListener("change", () => view.requestSubmit());
}
