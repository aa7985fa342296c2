/** A sheet over the whole panel; whoever is under it is out of reach until it is closed. */

import { leave, tell } from "./host.js";
import { button, focusOn, make, newId } from "./dom.js";

/**
 * Show a sheet and return how to close it. It closes by its button and by Esc, and gives the focus
 * back to where it was, unless it is closed with what is to be done instead. A `wide` one asks the
 * website around us for all of the screen.
 */
export function openSheet({ words, lang, title, look = "", wide = false }, ...content) {
  const id = newId();
  const before = document.activeElement;
  let after = () => before?.focus();
  const heading = make("h2", { id }, title);
  const sheet = make(
    "dialog",
    { class: `sheet ${look}`, lang, "aria-labelledby": id },
    make(
      "div",
      { class: "sheet-head" },
      button(words.leave, "leave", leave),
      button("", "second cross", () => sheet.close(), { "aria-label": words.close }),
    ),
    heading,
    ...content,
  );
  sheet.addEventListener("close", () => {
    sheet.remove();
    if (wide) tell("expand", { on: false });
    after();
  });
  document.body.append(sheet);
  if (wide) tell("expand", { on: true });
  sheet.showModal();
  // Read from its heading on; and no button is pressed by a key that was meant for another.
  focusOn(heading);
  return (instead) => {
    if (instead) after = instead;
    if (sheet.open) sheet.close();
    // The person has closed it already, while something was on its way.
    else instead?.();
  };
}
