/** What there is to know and to do while one waits for staff. */

import { button, make } from "./dom.js";
import { numbers } from "./handoff.js";
import { closeTicket } from "./network.js";
import { openSheet } from "./sheet.js";
import { codeOf, wordsIn } from "./words.js";

/** Open it; `write` is called where the person wants to write on, `ended` once they have ended it. */
export function openWaiting({ title, language, ticket, write, ended }) {
  const words = wordsIn(language);
  const said = make("p", { class: "said", role: "status" });
  const tell = (look, text) => {
    said.className = `said ${look}`;
    said.textContent = text;
  };
  const end = async () => {
    tell("", words.sending);
    try {
      await closeTicket(ticket, language);
    } catch (trouble) {
      if (!trouble.kind) throw trouble;
      if (!trouble.isGone) return tell("error", trouble.detail || words.notEnded);
    }
    close(ended);
  };
  const close = openSheet(
    { words, lang: codeOf(language), title, look: "person-sheet" },
    make("p", {}, words.waiting),
    make("p", {}, words.personHours),
    numbers(words),
    make("p", { class: "ways" }, button(words.toStaff, "", () => close(write)), button(words.end, "second", end)),
    said,
  );
}
