/** The wish to hear from a human being. */

import { dial, focusOn, make, newId, newUuid } from "./dom.js";
import { send } from "./network.js";
import { check } from "./opinion.js";
import { openSheet } from "./sheet.js";
import { codeOf, days, fill, lines, wordsIn } from "./words.js";

/** What was typed stays until it has arrived, through closing and opening; nowhere but here. */
let reach = "";
let uuid = newUuid();

/** Open the form; `question` and `service` are what it may be about. */
export function openHandoff({ language, question = "", service = null }) {
  const words = wordsIn(language);
  const sheet = { words, lang: codeOf(language), title: words.person, look: "person-sheet" };
  if (days) openSheet(sheet, ...form(words, { language, question, service }));
  else openSheet(sheet, make("p", {}, words.personNone), numbers(words));
}

const numbers = (words) =>
  make(
    "ul",
    { class: "plain" },
    lines.map(([number, when]) =>
      make("li", {}, dial(number, "dial", number), " ", make("span", {}, words[when])),
    ),
  );

function form(words, about) {
  const [field, hint] = [newId(), newId()];
  const said = make("p", { class: "said", role: "status" });
  const input = make("input", {
    id: field,
    type: "text",
    autocomplete: "off",
    "aria-describedby": hint,
    "aria-required": "true",
    on: { input: () => (reach = input.value) },
  });
  input.value = reach;
  const box = make("input", { type: "checkbox" });
  const parts = [
    make("p", {}, words.personLead),
    make("p", {}, words.personHours),
    numbers(words),
    make("label", { for: field }, words.reach),
    input,
    make("p", { class: "hint", id: hint }, words.reachHint),
    about.question && check(box, words.passOn, " ", make("q", { lang: about.lang }, about.question)),
    make("p", { class: "hint" }, fill(words.kept, { days })),
    make("p", {}, make("button", { type: "submit" }, words.send)),
  ];
  const tell = (look, text) => {
    said.className = `said ${look}`;
    said.textContent = text;
  };
  let isSending = false;
  const submit = async (event) => {
    event.preventDefault();
    if (isSending) return;
    if (!input.value.trim()) {
      tell("error", words.reachEmpty);
      input.setAttribute("aria-invalid", "true");
      input.focus();
      return;
    }
    input.removeAttribute("aria-invalid");
    isSending = true;
    tell("", words.sending);
    try {
      await send("/handoff", {
        id: uuid,
        language: about.language,
        reach: input.value,
        question: box.checked ? about.question : "",
        service: about.service,
      });
      reach = "";
      uuid = newUuid();
      tell("", words.personSent);
      sheet.replaceChildren(said);
      focusOn(said);
    } catch (trouble) {
      tell("error", trouble.detail || words.notSent);
    } finally {
      isSending = false;
    }
  };
  const sheet = make("form", { on: { submit } }, parts, said);
  return [sheet];
}
