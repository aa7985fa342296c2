/** What the person asked, or pressed. */

import { make } from "./dom.js";
import { codeOf } from "./words.js";

/** Draw a question; `lang` is its language, where it is known. */
export const questionBubble = ({ text, lang }, words) =>
  make(
    "div",
    { class: "asked" },
    make("span", { class: "unseen" }, `${words.question}: `),
    make("p", { lang: lang && codeOf(lang) }, text),
  );

/** Note the language of a question, once the reply has told it. */
export function noteLanguage(bubble, language) {
  bubble.querySelector("p").lang = codeOf(language);
}
