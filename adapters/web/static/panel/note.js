/** What the person and staff write to each other, and what is noted between. */

import { button, make } from "./dom.js";
import { numbers } from "./handoff.js";
import { codeOf } from "./words.js";

/** Draw what staff wrote: text, in the language in which they wrote it. */
export const staffBubble = ({ text, language, at, sources }, words) =>
  make(
    "div",
    { class: "from-staff" },
    make(
      "p",
      { class: "by" },
      make("span", { "data-word": "byStaff" }, words.byStaff),
      " ",
      time(at),
    ),
    make("p", { class: "body", lang: codeOf(language) }, text),
    sources.length > 0 &&
      make(
        "p",
        { class: "sources", lang: codeOf(language) },
        sources.map((source, number) => [number > 0 && make("br"), source]),
      ),
  );

/** Draw what the person wrote to staff, and under it, where it is not sent, that it is not. */
export const noteBubble = ({ text }, words) =>
  make(
    "div",
    { class: "asked to-staff" },
    make("span", { class: "by", "data-word": "noteTo" }, words.noteTo),
    make("p", {}, text),
    make("div", { class: "said", role: "status" }),
  );

/** Say under a note how it fares: nothing where it is sent; where it is not, `retry` sends it again. */
export function tellOf(bubble, words, text = "", retry = null) {
  const said = bubble.querySelector(".said");
  const isRetried = said.querySelector("button") !== null;
  // What is said already is not to be read aloud again.
  if (said.firstChild?.textContent === text && isRetried === (retry !== null)) return;
  said.className = `said${retry ? " error" : ""}`;
  said.replaceChildren(text, ...(retry ? [button(words.again, "second", retry)] : []));
}

/** Draw what has happened, by its word; whoever waits reads whom to call instead. */
export const notice = (word, words, lang) =>
  make(
    "div",
    { class: "notice", lang },
    make("p", {}, words[word]),
    word === "waiting" && [make("p", {}, words.personHours), numbers(words)],
  );

/** Draw a time in figures that are read alike in every language, with the day if it is not today. */
function time(at) {
  const moment = new Date(at);
  const isToday = moment.toDateString() === new Date().toDateString();
  // Swedish writes years, months and days as ISO 8601 does.
  const text = moment.toLocaleString("sv").slice(isToday ? 11 : 0, 16);
  return make("time", { datetime: at }, text);
}
