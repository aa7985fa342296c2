/** A reply, with everything that is in it. */

import { callButton, contactCard } from "./contact.js";
import { button, make, newId } from "./dom.js";
import { openSheet } from "./sheet.js";
import { codeOf, fill, names, wordsIn } from "./words.js";

const SHOWN = 2;

/**
 * Draw a reply. `doing` is what its buttons do: `choose` an entry, `speak` a language, ask for a
 * `person`, and `announce` to those who do not see it.
 */
export function replyArticle(reply, doing) {
  const words = wordsIn(reply.language);
  const id = newId();
  const isEmergency = reply.kind === "emergency";
  return make(
    "article",
    {
      class: `reply${isEmergency ? " emergency" : ""}`,
      lang: codeOf(reply.language),
      "aria-labelledby": id,
    },
    make("h2", { id, class: reply.title ? null : "unseen" }, reply.title || words.answer),
    isEmergency && calls(reply, words),
    reply.card && steps(reply.card.steps, "ol"),
    isEmergency && reply.card && rest(reply, words),
    reply.verdict && make("p", { class: "verdict" }, reply.verdict),
    reply.languages.length ? which(reply, doing) : !isEmergency && make("p", { class: "body" }, reply.body),
    reply.handoff && make("p", {}, button(words.person, "", doing.person)),
    reply.caution &&
      make("p", { class: "caution" }, make("strong", {}, `${words.note}:`), ` ${reply.caution}`),
    reply.status && make("p", { class: "caution" }, reply.status),
    reply.quotes.map(quote),
    reply.choices.length > 0 && choices(reply, words, doing, isEmergency),
    reply.contacts.length > 0 && contacts(reply, words, doing),
    reply.citations.length > 0 && sources(reply, words),
    isEmergency || reply.languages.length
      ? null
      : make(
          "p",
          { class: "ways" },
          staffButton(reply.show_to_staff, reply, words),
          !reply.handoff && button(words.person, "second", doing.person),
        ),
  );
}

const calls = (reply, words) =>
  make(
    "p",
    { class: "call" },
    reply.contacts
      .filter(({ id, numbers }) => id.startsWith("line-") && numbers.length)
      .map((contact) => callButton(contact, words)),
  );

const steps = (texts, list) =>
  make(list, { class: "steps" }, texts.map((text) => make("li", {}, text)));

const rest = ({ card, ...reply }, words) => [
  card.silently.length > 0 && [make("h3", {}, words.silently), steps(card.silently, "ul")],
  make("h3", {}, words.say),
  make(
    "div",
    { class: "staff" },
    make("p", { lang: "ko" }, card.say),
    make("p", { class: "sound", lang: "ko-Latn" }, card.sound),
    make("p", { class: "meaning" }, card.meaning),
    make("p", {}, staffButton(card.say, reply, words)),
  ),
  make("p", { class: "caution" }, card.unwatched),
];

const staffButton = (text, { language }, words) =>
  text &&
  button(words.staff, "second", () =>
    openSheet(
      { words, lang: codeOf(language), title: words.staffTitle, look: "staff-sheet", wide: true },
      make("p", { lang: "ko", class: "staff-text" }, text),
    ),
  );

/** Each language is asked for in its own words, as the server wrote them, one a line. */
function which(reply, doing) {
  const id = newId();
  return make(
    "div",
    {},
    make(
      "div",
      { id },
      reply.body.split("\n").map((line, at) =>
        make("p", { class: "body", lang: codeOf(reply.languages[at] ?? reply.language) }, line),
      ),
    ),
    make(
      "div",
      { class: "choices", role: "group", "aria-labelledby": id },
      reply.languages.map((language) =>
        button(names[language], "choice", () => doing.speak(language), { lang: codeOf(language) }),
      ),
    ),
  );
}

const quote = ({ note, text, source }) =>
  make(
    "figure",
    { class: "quote" },
    make("figcaption", {}, note),
    make("blockquote", { lang: "ko" }, text),
    source && make("p", { class: "sources" }, source),
  );

const choices = (reply, words, doing, isEmergency) => [
  isEmergency && make("h3", {}, words.more),
  make(
    "ul",
    { class: "choices" },
    reply.choices.map((choice) =>
      make("li", {}, button(choice.title, "choice", () => doing.choose(choice))),
    ),
  ),
];

function contacts(reply, words, doing) {
  const cards = reply.contacts.map((contact) => contactCard(contact, words, doing.announce));
  const more = cards.slice(SHOWN);
  return [
    make("h3", {}, words.help),
    make("ul", { class: "contacts" }, cards.slice(0, SHOWN)),
    more.length > 0 &&
      make(
        "details",
        {},
        make("summary", {}, fill(words.places, { count: more.length })),
        make("ul", { class: "contacts" }, more),
      ),
  ];
}

const sources = (reply, words) => [
  make("h3", {}, words.source),
  make(
    "ul",
    { class: "sources" },
    reply.citations.map(({ label, sureness }) =>
      make("li", {}, sureness === "V" ? label : `${label} — ${words.notConfirmed}`),
    ),
  ),
];
