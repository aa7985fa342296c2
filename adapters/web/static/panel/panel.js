/** The panel: what is pressed and written, the conversation, and the language of it all. */

import { Composer } from "./composer.js";
import { button, make } from "./dom.js";
import { openHandoff } from "./handoff.js";
import { isFramed, isLeaving, leave, listen, tell } from "./host.js";
import { Log } from "./log.js";
import { forget, recall, remember } from "./memory.js";
import { ask, show, Trouble } from "./network.js";
import { Opinion } from "./opinion.js";
import { noteLanguage, questionBubble } from "./question.js";
import { replyArticle } from "./reply.js";
import { openSheet } from "./sheet.js";
import { codeOf, days, isKnown, longest, names, translate, wordsIn } from "./words.js";

const find = (id) => document.getElementById(id);

/**
 * A message of the person is `{text, lang, request}`: what is shown, its language where it is known,
 * and what is sent: a `text`, or a `service` that was chosen, in a `language` or in that of the text.
 * One of ours is `{reply, question, isRated}`.
 */
class Panel {
  #language = find("language").value;
  /** The language that the person chose; replies otherwise come in that of the question. */
  #chosen = null;
  #isGiven = isKnown(new URLSearchParams(location.search).get("lang"));
  #messages = [];
  #stop = null;
  #offline = null;
  #log = new Log();
  #composer = new Composer(longest, (text) => this.#put(text, { text }));

  constructor() {
    find("language").addEventListener("change", (event) => this.#choose(event.target.value));
    find("leave").addEventListener("click", leave);
    find("close").addEventListener("click", () => tell("close"));
    find("clear").addEventListener("click", () => this.#confirmClear());
    find("person").addEventListener("click", () => this.#wantPerson());
    find("empty").addEventListener("click", ({ target }) => {
      if (target.matches(".choice")) this.#press(target.textContent);
    });
    find("close").hidden = !isFramed;
    document.documentElement.classList.toggle("framed", isFramed);
    document.addEventListener("keydown", (event) => this.#escape(event));
    window.addEventListener("online", () => this.#backOnline());
    this.#restore();
    this.#speak(this.#chosen ?? this.#language);
    listen(() => document.querySelector("dialog[open]") || this.#composer.focus());
    tell("ready");
  }

  #escape(event) {
    if (event.key !== "Escape" || event.isComposing || event.keyCode === 229) return;
    // A sheet closes by itself; only with none open is it the panel's turn.
    if (!document.querySelector("dialog[open]")) tell("close");
  }

  // ---- Language

  #choose(language) {
    this.#chosen = language;
    this.#speak(language);
    if (this.#messages.length) this.#remember();
  }

  #speak(language) {
    this.#language = language;
    find("language").value = language;
    translate(language);
    this.#composer.speak(wordsIn(language));
  }

  // ---- Questions

  /** Ask by a button that goes away: the focus moves into the conversation. */
  #press(text) {
    this.#put(text, { text });
    this.#log.focus();
  }

  /** Add a message of the person and answer it; one that still waits for its answer is given up. */
  #put(text, request, lang = null) {
    const message = { text, lang, request };
    this.#keep(message);
    this.#log.add(this.#draw(message));
    this.#answer(message);
  }

  async #answer(message) {
    this.#stop?.abort();
    this.#stop = new AbortController();
    this.#offline = null;
    const { signal } = this.#stop;
    const isWanted = () => !signal.aborted && !isLeaving();
    const waiting = this.#log.wait(wordsIn(this.#language), codeOf(this.#language));
    this.#scrollTo(this.#elementOf(message));
    try {
      const reply = await this.#send(message.request, signal, waiting);
      if (isWanted()) this.#receive(message, reply);
    } catch (error) {
      if (isWanted()) this.#complain(message, error.kind ?? "broken", error.detail);
      if (!(error instanceof Trouble)) throw error;
    }
  }

  #send({ text, service, language }, signal, waiting) {
    const chosen = language ?? this.#chosen;
    if (service) return show(service, chosen, signal);
    const conversation = this.#messages.filter(({ reply }) => reply).at(-1)?.reply.conversation ?? [];
    const question = { text, conversation, ...(chosen && { language: chosen }) };
    return ask(question, this.#language, signal, {
      start: (reply) => waiting.start(reply && { ...reply, lang: codeOf(reply.language) }),
      text: waiting.text,
    });
  }

  #receive(message, reply) {
    const asked = this.#elementOf(message);
    if (!message.lang && !message.request.language && !this.#chosen && !reply.languages.length) {
      message.lang = reply.language;
      noteLanguage(asked, reply.language);
      if (!this.#isGiven) this.#speak(reply.language);
    }
    const answer = { reply, question: message.request.text ?? "" };
    this.#keep(answer);
    const article = this.#draw(answer);
    this.#log.add(article);
    this.#scrollTo(reply.kind === "emergency" ? article : asked);
  }

  #complain(message, kind, detail) {
    const words = wordsIn(this.#language);
    if (kind === "offline" && !message.isRetried) this.#offline = message;
    this.#log.trouble(detail || words[kind], words.again, () => this.#answer(message));
  }

  #backOnline() {
    const message = this.#offline;
    if (!message) return;
    message.isRetried = true;
    this.#answer(message);
  }

  // ---- Messages

  #elements = new WeakMap();

  #elementOf(message) {
    return this.#elements.get(message);
  }

  #draw(message) {
    const element = message.reply
      ? this.#drawReply(message)
      : questionBubble(message, wordsIn(this.#language));
    this.#elements.set(message, element);
    return element;
  }

  #drawReply(message) {
    const { reply, question } = message;
    const { language } = reply;
    const article = replyArticle(reply, {
      announce: (text) => this.#log.announce(text),
      choose: ({ id, title }) =>
        this.#put(title, { text: question, service: id, language: this.#chosen ?? language }, language),
      person: () => openHandoff({ language, question, service: reply.service }),
      speak: (code) => {
        this.#choose(code);
        this.#put(names[code], { text: question, language: code }, code);
      },
    });
    if (days && reply.kind !== "emergency" && !reply.languages.length)
      article.append(new Opinion(message, () => this.#remember()).element);
    return article;
  }

  #scrollTo(element) {
    element.scrollIntoView({ block: "start" });
  }

  // ---- What is kept

  #keep(message) {
    this.#messages.push(message);
    this.#remember();
    this.#frame();
  }

  #remember() {
    remember(this.#messages, this.#chosen);
  }

  /** Greet, or offer to clear: there is something to clear, or there is not. */
  #frame() {
    const isEmpty = this.#messages.length === 0;
    find("empty").hidden = !isEmpty;
    find("clear").hidden = isEmpty;
  }

  #restore() {
    const kept = recall();
    if (!kept) return;
    try {
      if (isKnown(kept.chosen)) this.#language = this.#chosen = kept.chosen;
      const elements = kept.messages.map((message) => this.#draw(message));
      this.#messages = kept.messages;
      this.#log.restore(elements);
      this.#frame();
      const last = kept.messages.at(-1);
      if (last.request) this.#complain(last, "unanswered");
    } catch {
      // Remembered by another edition of the panel.
      forget();
      this.#messages = [];
    }
  }

  #confirmClear() {
    const words = wordsIn(this.#language);
    const yes = button(words.clearYes, "", () => {
      close();
      this.#clear();
    });
    const no = button(words.clearNo, "second", () => close());
    const sheet = { words, lang: codeOf(this.#language), title: words.clearSure, look: "small-sheet" };
    const close = openSheet(sheet, make("p", { class: "ways" }, yes, no));
  }

  #clear() {
    this.#stop?.abort();
    this.#offline = null;
    this.#messages = [];
    forget();
    this.#log.empty();
    this.#frame();
    this.#composer.empty();
    this.#composer.focus();
  }

  #wantPerson() {
    const last = this.#messages.at(-1);
    const question = last?.question ?? last?.request.text;
    openHandoff({ language: this.#language, question, service: last?.reply?.service });
  }
}

new Panel();
