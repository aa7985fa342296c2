/** The conversation on the screen: what was said, and what is just being said. */

import { button, make } from "./dom.js";

/** Shows messages; only whole ones enter the log, which is read aloud as it grows. */
export class Log {
  #log = document.getElementById("log");
  #now = document.getElementById("now");
  #status = document.getElementById("status");
  #timer;

  /** Show messages that were there before, without their being read aloud again. */
  restore(elements) {
    this.#log.setAttribute("aria-live", "off");
    this.#log.replaceChildren(...elements);
    elements.at(-1)?.scrollIntoView();
    setTimeout(() => this.#log.setAttribute("aria-live", "polite"), 100);
  }

  /** Add what came beside the question that is being answered. */
  insert(element) {
    this.#log.append(element);
  }

  add(element) {
    this.#now.replaceChildren();
    this.announce("");
    this.#log.append(element);
  }

  /** Show that an answer is coming; returns what shows how much of it is there. */
  wait(words, lang) {
    const title = make("h2", {});
    const body = make("p", { class: "body" }, words.answering);
    const partial = make("div", { class: "reply coming", "aria-hidden": "true", lang }, title, body);
    this.#now.replaceChildren(partial);
    this.announce(words.answering);
    let isEmpty = true;
    return {
      start: (reply) => {
        isEmpty = true;
        title.textContent = reply?.title ?? "";
        body.textContent = words.answering;
        if (!reply) return;
        partial.lang = reply.lang;
        partial.classList.toggle("emergency", reply.kind === "emergency");
      },
      text: (delta) => {
        body.textContent = isEmpty ? delta : body.textContent + delta;
        isEmpty = false;
      },
    };
  }

  /** Say why there is no answer, and offer to try again. */
  trouble(text, again, retry) {
    this.announce("");
    const pressed = () => {
      this.focus();
      retry();
    };
    const notice = make("div", { class: "error trouble" }, make("p", { role: "alert" }));
    this.#now.replaceChildren(notice);
    // An alert is read where its text comes into an element that is there.
    notice.firstChild.textContent = text;
    notice.append(button(again, "second", pressed));
    notice.scrollIntoView({ block: "nearest" });
  }

  empty() {
    this.#log.replaceChildren();
    this.#now.replaceChildren();
    this.announce("");
  }

  /** For what was pressed and is gone: the focus stays in the conversation. */
  focus() {
    this.#log.focus({ preventScroll: true });
  }

  announce(text) {
    clearTimeout(this.#timer);
    // The same words are read again only if they went away meanwhile.
    this.#status.replaceChildren();
    if (text) this.#timer = setTimeout(() => (this.#status.textContent = text), 50);
  }
}
