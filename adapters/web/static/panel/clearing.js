/** Whether the conversation is really to be cleared. */

import { button, make } from "./dom.js";
import { openSheet } from "./sheet.js";
import { codeOf, wordsIn } from "./words.js";

/** Ask; call `clear` after a yes. Whoever waits for staff is told what goes with it. */
export function confirmClear(language, isWaiting, clear) {
  const words = wordsIn(language);
  const yes = button(words.clearYes, "", () => {
    close();
    clear();
  });
  const no = button(words.clearNo, "second", () => close());
  const sheet = { words, lang: codeOf(language), title: words.clearSure, look: "small-sheet" };
  const close = openSheet(
    sheet,
    isWaiting && make("p", {}, words.clearWaiting),
    make("p", { class: "ways" }, yes, no),
  );
}
