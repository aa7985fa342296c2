/** The wish to hear from a human being. */

import { dial, focusOn, make, newId, newKey, newUuid } from "./dom.js";
import { send } from "./network.js";
import { check } from "./opinion.js";
import { openSheet } from "./sheet.js";
import { codeOf, days, fill, lines, wordsIn } from "./words.js";

/** What was typed stays until it has arrived, through closing and opening; nowhere but here. */
let typed = nothing();

/** Forget it. */
export function forgetTyped() {
  typed = nothing();
}

function nothing() {
  return { id: newUuid(), key: newKey(), isHere: true, reach: "", message: "" };
}

/**
 * Open the form; `turns` and `service` are what it may be about. `done` is told that it is sent:
 * the `ticket` where the person waits here, with their `message`; the `reply` where they are in
 * danger; and the `word` for what happened.
 */
export function openHandoff({ language, turns = [], service = null, done }) {
  const words = wordsIn(language);
  const sheet = { words, lang: codeOf(language), title: words.person, look: "person-sheet" };
  if (!days) {
    openSheet(sheet, make("p", {}, words.personNone), numbers(words));
    return;
  }
  const sent = (what) => close(() => done(what));
  const close = openSheet(sheet, form(words, { language, turns, service }, sent));
}

/** Whom to call instead of waiting. */
export const numbers = (words) =>
  make(
    "ul",
    { class: "plain" },
    lines.map(([number, when]) =>
      make("li", {}, dial(number, "dial", number), " ", make("span", {}, words[when])),
    ),
  );

function form(words, about, done) {
  const said = make("p", { class: "said", role: "status" });
  const tell = (look, text) => {
    said.className = `said ${look}`;
    said.textContent = text;
  };
  const way = choice(words);
  const box = make("input", { type: "checkbox" });
  const asked = about.turns.filter(({ author }) => author === "person");
  const isGiven = () => {
    way.input.removeAttribute("aria-invalid");
    if (typed.isHere || typed.reach.trim()) return true;
    tell("error", words.reachEmpty);
    way.input.setAttribute("aria-invalid", "true");
    way.input.focus();
    return false;
  };
  let isSending = false;
  const submit = async (event) => {
    event.preventDefault();
    if (isSending || !isGiven()) return;
    isSending = true;
    tell("", words.sending);
    const { id, key, isHere, reach, message } = typed;
    try {
      const { stored, reply } = await send("/handoff", {
        id,
        language: about.language,
        ...(isHere ? { key } : { reach }),
        question: message,
        turns: box.checked ? about.turns.map(({ lang, ...turn }) => turn) : [],
        service: about.service,
      });
      if (stored) typed = nothing();
      if (!stored) done({ reply, word: "notSent" });
      else if (isHere) done({ ticket: { id, key }, message, reply, word: "waiting" });
      else if (reply) done({ reply, word: "personSent" });
      else {
        tell("", words.personSent);
        sheet.replaceChildren(said);
        focusOn(said);
      }
    } catch (trouble) {
      tell("error", trouble.detail || words.notSent);
    } finally {
      isSending = false;
    }
  };
  const sheet = make(
    "form",
    { on: { submit } },
    make("p", {}, words.personHours),
    numbers(words),
    way.element,
    area(words),
    asked.length > 0 &&
      check(
        box,
        words.passOn,
        asked.map(({ text, lang }) => make("q", { lang: lang && codeOf(lang) }, text)),
      ),
    make("p", { class: "hint" }, fill(words.kept, { days })),
    make("p", {}, make("button", { type: "submit" }, words.send)),
    said,
  );
  return sheet;
}

/** Whether one waits here, or how one can be reached. */
function choice(words) {
  const [name, field, hint] = [newId(), newId(), newId()];
  const input = make("input", {
    id: field,
    type: "text",
    autocomplete: "off",
    "aria-describedby": hint,
    "aria-required": "true",
    on: { input: () => (typed.reach = input.value) },
  });
  input.value = typed.reach;
  const reach = make(
    "div",
    {},
    make("label", { for: field }, words.reach),
    input,
    make("p", { class: "hint", id: hint }, words.reachHint),
  );
  const here = make("p", { class: "hint" }, words.hereHint);
  const show = () => {
    reach.hidden = typed.isHere;
    here.hidden = !typed.isHere;
  };
  const choose = (isHere) => {
    // Another wish than the one that may have arrived already.
    typed = { ...typed, id: newUuid(), isHere };
    show();
  };
  const radio = (isHere, word) => {
    const one = make("input", { type: "radio", name, on: { change: () => choose(isHere) } });
    one.checked = typed.isHere === isHere;
    return check(one, word);
  };
  show();
  const element = make(
    "fieldset",
    {},
    make("legend", {}, words.how),
    radio(true, words.here),
    here,
    radio(false, words.byPhone),
    reach,
  );
  return { element, input };
}

function area(words) {
  const [field, hint] = [newId(), newId()];
  const input = make("textarea", {
    id: field,
    rows: 3,
    "aria-describedby": hint,
    on: { input: () => (typed.message = input.value) },
  });
  input.value = typed.message;
  return [
    make("label", { for: field }, words.personMessage),
    input,
    make("p", { class: "hint", id: hint }, words.private),
  ];
}
