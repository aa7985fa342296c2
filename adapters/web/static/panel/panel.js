/** The panel: what is pressed and written, the conversation, and the language of it all. */

import { confirmClear } from "./clearing.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { isFramed, isLeaving, leave, listen, tell } from "./host.js";
import { Log } from "./log.js";
import { ask, show, Trouble } from "./network.js";
import { Opinion } from "./opinion.js";
import { noteLanguage, questionBubble } from "./question.js";
import { replyArticle } from "./reply.js";
import { Staff } from "./staff.js";
import { codeOf, days, isKnown, longest, names, translate, wordsIn } from "./words.js";

const find = (id) => document.getElementById(id);

class Panel {
  #language = find("language").value;
  /** The language that the person chose; replies otherwise come in that of the question. */
  #chosen = null;
  #isGiven = isKnown(new URLSearchParams(location.search).get("lang"));
  #stop = null;
  #offline = null;
  #log = new Log();
  #composer = new Composer(longest, (text) => this.#write(text));
  #conversation = new Conversation(this.#log, {
    draw: (message) => this.#draw(message),
    besides: () => [this.#chosen, this.#staff.record],
    recalled: ({ chosen }) => {
      if (isKnown(chosen)) this.#language = this.#chosen = chosen;
    },
    grown: () => this.#frame(),
  });
  #staff = new Staff(this.#conversation, {
    language: () => this.#language,
    warn: (reply) => this.#scrollTo(this.#conversation.add({ reply, question: "" })),
    announce: (text) => this.#log.announce(text),
    focus: () => this.#log.focus(),
    write: () => this.#composer.focus(),
    address: (isStaff) => {
      this.#composer.address(isStaff);
      this.#speak(this.#language);
    },
  });

  constructor() {
    find("language").addEventListener("change", (event) => this.#choose(event.target.value));
    find("leave").addEventListener("click", leave);
    find("close").addEventListener("click", () => tell("close"));
    find("clear").addEventListener("click", () =>
      confirmClear(this.#language, this.#staff.isOpen, () => this.#clear()),
    );
    find("empty").addEventListener("click", ({ target }) => {
      if (target.matches(".choice")) this.#press(target.textContent);
    });
    find("close").hidden = !isFramed;
    document.documentElement.classList.toggle("framed", isFramed);
    document.addEventListener("keydown", (event) => this.#escape(event));
    window.addEventListener("online", () => this.#backOnline());
    this.#restore();
    this.#speak(this.#chosen ?? this.#language);
    listen(
      () => {
        this.#staff.show(true);
        if (!document.querySelector("dialog[open]")) this.#composer.focus();
      },
      () => this.#staff.show(false),
    );
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
    if (!this.#conversation.isEmpty) this.#conversation.keep();
  }

  #speak(language) {
    this.#language = language;
    find("language").value = language;
    translate(language);
    this.#composer.speak(wordsIn(language));
  }

  // ---- Questions

  #write(text) {
    if (this.#staff.isAddressed) this.#staff.write(text);
    else this.#put(text, { text });
  }

  /** Ask by a button that goes away: the focus moves into the conversation. */
  #press(text) {
    this.#put(text, { text });
    this.#log.focus();
  }

  /** Add a message of the person and answer it; one that still waits for its answer is given up. */
  #put(text, request, lang = null) {
    const message = { text, lang, request };
    this.#conversation.add(message);
    this.#answer(message);
  }

  async #answer(message) {
    this.#stop?.abort();
    this.#stop = new AbortController();
    this.#offline = null;
    const { signal } = this.#stop;
    const isWanted = () => !signal.aborted && !isLeaving();
    const waiting = this.#log.wait(wordsIn(this.#language), codeOf(this.#language));
    this.#scrollTo(this.#conversation.elementOf(message));
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
    const conversation = this.#conversation.context;
    const question = { text, conversation, by: "widget", ...(chosen && { language: chosen }) };
    return ask(question, this.#language, signal, {
      start: (reply) => waiting.start(reply && { ...reply, lang: codeOf(reply.language) }),
      text: waiting.text,
    });
  }

  #receive(message, reply) {
    const asked = this.#conversation.elementOf(message);
    if (!message.lang && !message.request.language && !this.#chosen && !reply.languages.length) {
      message.lang = reply.language;
      noteLanguage(asked, reply.language);
      if (!this.#isGiven) this.#speak(reply.language);
    }
    const article = this.#conversation.add({ reply, question: message.request.text ?? "" });
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

  #draw(message) {
    if (message.reply) return this.#drawReply(message);
    return message.request
      ? questionBubble(message, wordsIn(this.#language))
      : this.#staff.draw(message);
  }

  #drawReply(message) {
    const { reply, question } = message;
    const { language } = reply;
    const article = replyArticle(reply, {
      announce: (text) => this.#log.announce(text),
      choose: ({ id, title }) =>
        this.#put(title, { text: question, service: id, language: this.#chosen ?? language }, language),
      person: () => this.#staff.want({ language, service: reply.service }),
      speak: (code) => {
        this.#choose(code);
        this.#put(names[code], { text: question, language: code }, code);
      },
    });
    if (days && reply.kind !== "emergency" && !reply.languages.length)
      article.append(new Opinion(message, () => this.#conversation.keep()).element);
    return article;
  }

  #scrollTo(element) {
    element.scrollIntoView({ block: "start" });
  }

  // ---- What is kept

  /** Greet, or offer to clear: there is something to clear, or there is not. */
  #frame() {
    const { isEmpty } = this.#conversation;
    find("empty").hidden = !isEmpty;
    find("clear").hidden = isEmpty;
  }

  #restore() {
    const kept = this.#conversation.restore();
    if (!kept) return;
    this.#staff.restore(kept.ticket);
    const { last } = this.#conversation;
    if (last?.request) this.#complain(last, "unanswered");
  }

  #clear() {
    this.#stop?.abort();
    this.#offline = null;
    this.#staff.forget();
    this.#conversation.forget();
    this.#log.empty();
    this.#frame();
    this.#composer.empty();
    this.#composer.focus();
  }
}

new Panel();
