/** What staff wrote and the person has not seen: counted on the website, offered in the panel. */

import { isFramed, tell } from "./host.js";

/** Pixels from the end of the conversation within which one reads its end. */
const NEAR = 250;

/** Tell whether the person reads the end of the conversation, and not something above. */
export const isAtEnd = () => scrollY + innerHeight > document.documentElement.scrollHeight - NEAR;

export class News {
  #button = document.getElementById("news");
  #isShown = !isFramed;
  #count = 0;
  #unseen = new Set();
  #sight = new IntersectionObserver((seen) => this.#see(seen));

  /** `focus` moves the focus into the conversation. */
  constructor(focus) {
    this.#button.addEventListener("click", () => {
      this.#scroll();
      focus();
    });
  }

  /** Note whether the person sees the panel. */
  show(isShown) {
    this.#isShown = isShown;
    if (!isShown) return;
    this.#count = 0;
    this.#scroll();
  }

  /** Note a message that has come; it is `followed` where the person read up to it. */
  add(bubble, isFollowed) {
    if (!this.#isShown) tell("unread", { count: (this.#count += 1) });
    else if (isFollowed) bubble.scrollIntoView({ block: "nearest" });
    this.#unseen.add(bubble);
    this.#sight.observe(bubble);
  }

  forget() {
    this.#sight.disconnect();
    this.#unseen.clear();
    this.#button.hidden = true;
  }

  #scroll() {
    this.#unseen.values().next().value?.scrollIntoView({ block: "center" });
  }

  #see(seen) {
    for (const { isIntersecting, target } of seen) {
      if (!isIntersecting) continue;
      this.#sight.unobserve(target);
      this.#unseen.delete(target);
    }
    this.#button.hidden = this.#unseen.size === 0;
  }
}
