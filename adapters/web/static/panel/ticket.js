/** A ticket that waits for staff here: what is read and written of it, and when to look again. */

import { isLeaving } from "./host.js";
import { readTicket, writeTicket } from "./network.js";

const OFTEN = 5_000;
const SELDOM = 15_000;
const LONGEST = 120_000;

/**
 * `record` is what is remembered: `{id, key, last, state, aim}`, where `last` is the number of the
 * last message that is known. `doing` is told what comes: `heard(message, isFirst)`, the `changed`
 * state, that it is `gone`; it gives the `next` note of the person that is to be sent, and is told
 * that one is `sent`, with the reply that warns of danger, or has `failed`, and why.
 */
export class Ticket {
  record;
  #doing;
  #isShown;
  #timer;
  #stop = new AbortController();
  #isReading = false;
  #isWriting = false;
  #failures = 0;

  constructor(record, isShown, doing) {
    this.record = record;
    this.#isShown = isShown;
    this.#doing = doing;
  }

  get isOpen() {
    return this.record.state !== "closed";
  }

  /** Note whether the panel is open, and whether its tab is looked at. */
  show(isShown) {
    this.#isShown = isShown;
    if (this.#isSeen) this.look();
    else this.#plan();
  }

  /** Stop for good. */
  stop() {
    this.#stop.abort();
    clearTimeout(this.#timer);
  }

  /** Look what is new, now; of a closed ticket, whether staff have opened it again. */
  async look() {
    if (this.#isReading || this.#isOver) return;
    clearTimeout(this.#timer);
    this.#isReading = true;
    try {
      const talk = await readTicket(this.record, this.#doing.language(), this.#stop.signal);
      if (!this.#isOver) this.#take(talk);
    } catch (trouble) {
      if (!this.#isOver) this.#fail(trouble);
    } finally {
      this.#isReading = false;
      this.#plan();
    }
  }

  /** Send what is not sent yet, one note after the other. */
  async send() {
    if (this.#isWriting || !this.isOpen) return;
    this.#isWriting = true;
    try {
      for (;;) {
        const note = this.#isOver ? null : this.#doing.next();
        if (!note || !(await this.#write(note))) return;
      }
    } finally {
      this.#isWriting = false;
    }
  }

  get #isOver() {
    return this.#stop.signal.aborted || isLeaving();
  }

  get #isSeen() {
    return this.#isShown && document.visibilityState === "visible";
  }

  #plan() {
    clearTimeout(this.#timer);
    if (this.#isOver || !this.isOpen) return;
    const wait = (this.#isSeen ? OFTEN : SELDOM) * 2 ** this.#failures;
    this.#timer = setTimeout(() => this.look(), Math.min(wait, LONGEST));
  }

  #take({ state, messages, last }) {
    const { record } = this;
    this.#failures = 0;
    const isFirst = record.last === 0;
    // What came twice, because two answers crossed, is heard once.
    const known = record.last;
    record.last = Math.max(known, last);
    for (const message of messages) if (message.number > known) this.#doing.heard(message, isFirst);
    if (state !== record.state) {
      record.state = state;
      this.#doing.changed(state);
    }
    this.send();
  }

  #fail(trouble) {
    this.#failures += 1;
    if (!trouble.kind) throw trouble;
    if (trouble.isGone) this.#doing.gone();
  }

  /** Send a note; tell whether the next may follow. */
  async #write(note) {
    try {
      const { stored, reply } = await writeTicket(this.record, note, this.#stop.signal);
      if (this.#isOver) return false;
      if (reply) this.#doing.warned(note, reply);
      if (stored) this.#doing.sent(note);
      else this.#doing.failed(note);
      return stored;
    } catch (trouble) {
      if (this.#isOver) return false;
      if (!trouble.kind) throw trouble;
      note.isRefused = trouble.kind === "refused";
      this.#doing.failed(note, trouble.detail);
      if (trouble.isGone || trouble.isClosed) this.look();
      return note.isRefused && !trouble.isGone && !trouble.isClosed;
    }
  }
}
