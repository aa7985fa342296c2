/** The person and our staff: how to ask for them, and the conversation while a ticket is open. */

import { newUuid } from "./dom.js";
import { forgetTyped, openHandoff } from "./handoff.js";
import { isFramed, isLeaving } from "./host.js";
import { News, isAtEnd } from "./news.js";
import { notice, noteBubble, staffBubble, tellOf } from "./note.js";
import { Ticket } from "./ticket.js";
import { openWaiting } from "./waiting.js";
import { codeOf, wordsIn } from "./words.js";

const STATES = { waiting: "stateWaiting", held: "stateHeld" };

const find = (id) => document.getElementById(id);

/**
 * Messages of this conversation are `{note, to, text, language, isSent}`: what the person wrote,
 * `note` being its id, and `to` the ticket's; `{staff}`: what staff wrote, as it came; and `{notice}`:
 * the word for what happened.
 *
 * `panel` gives its `language()`; it is asked to `warn` with a reply, to `announce` a text, to move
 * the `focus` into the conversation or to where one is to `write`, and to `address` whom one writes to.
 */
export class Staff {
  #conversation;
  #panel;
  #ticket = null;
  #isShown = !isFramed;
  #news;
  #bubbles = new WeakMap();

  constructor(conversation, panel) {
    this.#conversation = conversation;
    this.#panel = panel;
    this.#news = new News(panel.focus);
    find("person").addEventListener("click", () => this.want());
    find("aim").addEventListener("change", ({ target }) => this.#aim(target.value));
    document.addEventListener("visibilitychange", () => this.#ticket?.show(this.#isShown));
    window.addEventListener("pageshow", () => this.#ticket?.look());
    window.addEventListener("online", () => this.#ticket?.look());
  }

  /** What is to be remembered of the ticket. */
  get record() {
    return this.#ticket?.record;
  }

  get isOpen() {
    return Boolean(this.#ticket?.isOpen);
  }

  /** Whether what is written now goes to staff. */
  get isAddressed() {
    return this.isOpen && this.record.aim === "staff";
  }

  /** Go on with a ticket that was remembered, if there was one. */
  restore(record) {
    if (!record) return;
    this.#begin(record);
    const { sending } = wordsIn(this.#panel.language());
    for (const note of this.#notes()) if (!note.isSent && this.isOpen) this.#tellOf(note, sending);
  }

  /** Note whether the person sees the panel. */
  show(isShown) {
    this.#isShown = isShown;
    this.#news.show(isShown);
    this.#ticket?.show(isShown);
  }

  /** Forget the ticket, of which the staff keep what they have. */
  forget() {
    this.#ticket?.stop();
    this.#ticket = null;
    this.#news.forget();
    forgetTyped();
    this.#frame();
  }

  /** Open the form, or what there is to know and to do while a ticket is open. */
  want(about = { service: this.#conversation.last?.reply?.service }) {
    const language = about.language ?? this.#panel.language();
    const turns = this.#conversation.turns();
    if (!this.isOpen)
      openHandoff({ ...about, language, turns, done: (said) => this.#asked(said) });
    else
      openWaiting({
        title: wordsIn(language)[STATES[this.record.state]],
        language,
        ticket: this.record,
        write: () => {
          this.#aim("staff");
          this.#panel.write();
        },
        ended: () => {
          this.#finish("ended");
          this.#panel.focus();
        },
      });
  }

  /** Write to staff. */
  write(text) {
    this.#note({ text, isSent: false }).scrollIntoView({ block: "nearest" });
    this.#ticket.send();
  }

  /** Draw a message of this conversation. */
  draw(message) {
    const words = wordsIn(this.#panel.language());
    if (message.staff) return staffBubble(message.staff, words);
    if (message.notice) return notice(message.notice, words, codeOf(this.#panel.language()));
    if (!message.note) throw new TypeError("no message of ours");
    const bubble = noteBubble(message, words);
    this.#bubbles.set(message, bubble);
    message.isRefused = false;
    if (!message.isSent) this.#tellOf(message, words[this.isOpen ? "sending" : "notSent"]);
    return bubble;
  }

  // ---- The ticket

  #begin(record) {
    this.#ticket?.stop();
    this.#ticket = new Ticket(record, this.#isShown, {
      language: () => this.#panel.language(),
      heard: (message, isFirst) => this.#hear(message, isFirst),
      changed: (state) => this.#change(state),
      gone: () => this.#finish("gone"),
      next: () => this.#notes().find(({ isSent, isRefused }) => !isSent && !isRefused),
      sent: (note) => this.#arrive(note),
      warned: (note, reply) => this.#warn(note, reply),
      failed: (note, why) => this.#fail(note, why),
    });
    this.#frame();
    this.#ticket.look();
  }

  /** The form is sent: `ticket` is what opens it, where the person waits here. */
  #asked({ ticket, message, reply, word }) {
    if (isLeaving()) return;
    if (ticket) this.#begin({ ...ticket, last: 0, state: "waiting", aim: "staff" });
    if (ticket && message.trim()) this.#note({ text: message.trim(), isSent: true });
    this.#conversation.insert({ notice: word }).scrollIntoView({ block: "nearest" });
    if (reply) this.#panel.warn(reply);
    this.#panel.focus();
  }

  #hear({ author, id, text, language, ...more }, isFirst) {
    if (author === "staff") {
      const isFollowed = isAtEnd();
      const staff = { id, text, language, ...more };
      this.#news.add(this.#conversation.insert({ staff }), isFollowed);
    }
    if (author !== "person") return;
    const note = this.#notes().find((one) => one.note === id);
    if (note) this.#arrive(note);
    // What was passed on with the wish itself stands above already.
    else if (!isFirst) this.#note({ note: id, text, language, isSent: true });
  }

  #change(state) {
    if (state === "closed") {
      this.#giveUp();
      this.#conversation.insert({ notice: "staffClosed" });
    }
    if (state === "held") this.#panel.announce(wordsIn(this.#panel.language()).stateHeld);
    this.#frame();
    this.#conversation.keep();
  }

  #finish(word) {
    if (isLeaving()) return;
    this.#giveUp();
    this.forget();
    this.#conversation.insert({ notice: word });
  }

  // ---- Notes of the person

  /** Those of this ticket: what did not reach an earlier one is not for whoever answers now. */
  #notes() {
    return this.#conversation.messages.filter(({ note, to }) => note && to === this.record?.id);
  }

  #note(about) {
    const { id: to } = this.record;
    const language = this.#panel.language();
    return this.#conversation.insert({ note: newUuid(), language, to, ...about });
  }

  #arrive(note) {
    note.isSent = true;
    this.#tellOf(note);
    this.#conversation.keep();
  }

  /** Say of what is not sent that it is not, where it never will be. */
  #giveUp() {
    const { notSent } = wordsIn(this.#panel.language());
    for (const note of this.#notes()) if (!note.isSent) this.#tellOf(note, notSent);
  }

  #warn(note, reply) {
    if (note.isWarned) return;
    note.isWarned = true;
    this.#panel.warn(reply);
  }

  #fail(note, why) {
    const words = wordsIn(this.#panel.language());
    const isFollowed = isAtEnd();
    this.#tellOf(note, why || words.notSent, () => {
      note.isRefused = false;
      this.#tellOf(note, words.sending);
      this.#panel.focus();
      this.#ticket?.send();
    });
    if (isFollowed) this.#bubbles.get(note).scrollIntoView({ block: "nearest" });
    this.#conversation.keep();
  }

  #tellOf(note, text, retry) {
    const bubble = this.#bubbles.get(note);
    if (bubble) tellOf(bubble, wordsIn(this.#panel.language()), text, retry);
  }

  // ---- To whom one writes

  #aim(aim) {
    this.record.aim = aim;
    this.#frame();
    this.#conversation.keep();
  }

  #frame() {
    const isOpen = this.isOpen;
    find("person").dataset.word = isOpen ? STATES[this.record.state] : "person";
    find("aim").hidden = !isOpen;
    document.documentElement.classList.toggle("with-staff", isOpen);
    for (const choice of find("aim").querySelectorAll("input"))
      choice.checked = (choice.value === "staff") === this.isAddressed;
    this.#panel.address(this.isAddressed);
  }
}
