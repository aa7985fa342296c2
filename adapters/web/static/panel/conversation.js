/** The conversation: what was said, in its order; shown, and remembered. */

import { forget, recall, remember } from "./memory.js";

/** How much of it can be passed on to staff. */
const MOST_TURNS = 10;

/**
 * A message of the person is `{text, lang, request}`: what is shown, its language where it is known,
 * and what is sent: a `text`, or a `service` that was chosen, in a `language` or in that of the text.
 * One of ours is `{reply, question, isRated}`. Those between the person and staff stand in `staff.js`.
 */
export class Conversation {
  #messages = [];
  #elements = new WeakMap();
  #log;
  #panel;

  /**
   * `panel` can `draw` a message, says what else is to be remembered (`besides`), is told what is
   * (`recalled`) before that is drawn, and whenever the conversation has `grown`.
   */
  constructor(log, panel) {
    this.#log = log;
    this.#panel = panel;
  }

  get messages() {
    return this.#messages;
  }

  get isEmpty() {
    return this.#messages.length === 0;
  }

  /** The last that was said between the person and Ieum. */
  get last() {
    return this.#said.at(-1);
  }

  /** What the server needs to know of the conversation so far. */
  get context() {
    return this.#messages.filter(({ reply }) => reply).at(-1)?.reply.conversation ?? [];
  }

  /** Say a thing between the person and Ieum; gives what shows it. */
  add(message) {
    const element = this.#take(message);
    this.#log.add(element);
    return element;
  }

  /** Say a thing beside that. */
  insert(message) {
    const element = this.#take(message);
    this.#log.insert(element);
    return element;
  }

  elementOf(message) {
    return this.#elements.get(message);
  }

  /** Remember it as it is now. */
  keep() {
    remember(this.#messages, ...this.#panel.besides());
  }

  /** Show what is remembered; gives it, and null where nothing is that can be drawn. */
  restore() {
    const kept = recall();
    if (!kept) return null;
    try {
      this.#panel.recalled(kept);
      const elements = kept.messages.map((message) => this.#draw(message));
      this.#messages = kept.messages;
      this.#log.restore(elements);
      this.#panel.grown();
      return kept;
    } catch {
      // Remembered by another edition of the panel.
      this.forget();
      return null;
    }
  }

  forget() {
    this.#messages = [];
    forget();
  }

  /** What can be passed on to staff: the person's words, and which entries answered them. */
  turns() {
    const turns = this.#said.map(({ text, lang, reply }) =>
      reply
        ? { author: "bot", service: reply.service, kind: reply.kind }
        : { author: "person", text, lang },
    );
    return turns.slice(-MOST_TURNS);
  }

  get #said() {
    return this.#messages.filter(({ request, reply }) => request || reply);
  }

  #take(message) {
    this.#messages.push(message);
    this.keep();
    this.#panel.grown();
    return this.#draw(message);
  }

  #draw(message) {
    const element = this.#panel.draw(message);
    this.#elements.set(message, element);
    return element;
  }
}
