/** Whether a reply was useful, and why not. */

import { button, focusOn, make, newId, newUuid } from "./dom.js";
import { send } from "./network.js";
import { wordsIn } from "./words.js";

const REASONS = {
  wrong: "wrong",
  unclear: "unclear",
  outdated: "outdated",
  "not-my-question": "notMine",
  other: "other",
};

/** The two buttons under a reply, and what unfolds under them. */
export class Opinion {
  #message;
  #words;
  #kept;
  #uuid = newUuid();
  #isSending = false;
  #said = make("p", { class: "said", role: "status" });
  #useful;
  #notUseful;
  #form;
  element;

  /** `message` is what is remembered of the reply; `kept` is called when it has changed. */
  constructor(message, kept) {
    this.#message = message;
    this.#words = wordsIn(message.reply.language);
    this.#kept = kept;
    const { wasUseful, useful, notUseful } = this.#words;
    const id = newId();
    this.#useful = button(useful, "second", () => this.#like(), { "aria-pressed": "false" });
    this.#notUseful = button(notUseful, "second", () => this.#unfold(), {
      "aria-pressed": "false",
      "aria-expanded": "false",
    });
    this.element = make(
      "div",
      { class: "opinion", role: "group", "aria-labelledby": id, "aria-live": "off" },
      make("p", { id }, wasUseful),
      make("div", { class: "ways" }, this.#useful, this.#notUseful),
      this.#said,
    );
    if (message.isRated) this.#thank();
  }

  #like() {
    this.#fold();
    this.#press(this.#useful);
    this.#send({ useful: true });
  }

  #unfold() {
    this.#press(this.#notUseful);
    this.#form ??= this.#reasons();
    this.#said.before(this.#form);
    this.#notUseful.setAttribute("aria-expanded", "true");
    this.#form.querySelector("input").focus();
  }

  #fold() {
    this.#form?.remove();
    this.#notUseful.setAttribute("aria-expanded", "false");
  }

  #press(which) {
    for (const one of [this.#useful, this.#notUseful]) one.setAttribute("aria-pressed", one === which);
  }

  #reasons() {
    const words = this.#words;
    const group = newId();
    const comment = newId();
    const hint = newId();
    return make(
      "form",
      {
        on: {
          submit: (event) => {
            event.preventDefault();
            this.#send(this.#written());
          },
          keydown: (event) => {
            if (event.key !== "Escape" || event.isComposing) return;
            event.stopPropagation();
            this.#fold();
            this.#press(null);
            this.#notUseful.focus();
          },
        },
      },
      make(
        "fieldset",
        {},
        make("legend", {}, words.why),
        Object.entries(REASONS).map(([value, word]) =>
          check(make("input", { type: "radio", name: group, value }), words[word]),
        ),
      ),
      make("label", { for: comment }, words.comment),
      make("textarea", { id: comment, rows: 2, "aria-describedby": hint }),
      make("p", { class: "hint", id: hint }, words.private),
      this.#message.question && check(make("input", { type: "checkbox" }), words.withQuestion),
      make("button", { type: "submit" }, words.send),
    );
  }

  #written() {
    const form = this.#form;
    const isGiven = form.querySelector("[type=checkbox]")?.checked;
    return {
      useful: false,
      reason: form.querySelector("[type=radio]:checked")?.value ?? null,
      comment: form.querySelector("textarea").value,
      question: isGiven ? this.#message.question : "",
    };
  }

  async #send(said) {
    if (this.#isSending) return;
    this.#isSending = true;
    // The button that was pressed may be about to go.
    if (this.#said.contains(document.activeElement)) focusOn(this.#said);
    this.#tell("", this.#words.sending);
    const { language, kind, service } = this.#message.reply;
    const nothing = { reason: null, comment: "", question: "" };
    try {
      await send("/feedback", { id: this.#uuid, language, kind, service, ...nothing, ...said });
      this.#message.isRated = true;
      this.#kept();
      this.#thank();
      focusOn(this.#said);
    } catch (trouble) {
      const again = button(this.#words.again, "second", () =>
        this.#send(said.useful ? said : this.#written()),
      );
      this.#tell("error", trouble.detail || this.#words.notSent, again);
    } finally {
      this.#isSending = false;
    }
  }

  #thank() {
    this.#tell("", this.#words.thanks);
    this.element.replaceChildren(this.#said);
    this.element.removeAttribute("aria-labelledby");
  }

  #tell(look, ...what) {
    this.#said.className = `said ${look}`;
    this.#said.replaceChildren(...what);
  }
}

/** A box or a button of a group, with its label. */
export const check = (input, ...label) => make("label", { class: "check" }, input, make("span", {}, label));
