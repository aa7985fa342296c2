/** Where the question is written, or the message to staff. */
export class Composer {
  #form = document.getElementById("composer");
  #field = document.getElementById("question");
  #fault = document.getElementById("fault");
  #longest;
  #send;
  #words = {};
  #tooLong = "tooLong";

  /** `send` is given each text that may be sent. */
  constructor(longest, send) {
    this.#longest = longest;
    this.#send = send;
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#field.addEventListener("keydown", (event) => this.#press(event));
    this.#field.addEventListener("input", () => {
      this.#grow();
      // While it is too long, it says so until it no longer is.
      if (!this.#fault.hidden) this.#judge();
    });
  }

  /** Speak another language. */
  speak(words) {
    this.#words = words;
    if (!this.#fault.hidden) this.#judge();
  }

  /** Say whether one writes to staff now, once the page is put into words again. */
  address(isStaff) {
    const [field, send] = isStaff ? ["message", "send"] : ["question", "ask"];
    this.#form.querySelector("label[for=question]").dataset.word = field;
    this.#field.dataset.hint = field;
    this.#form.querySelector("[type=submit]").dataset.word = send;
    this.#tooLong = isStaff ? "messageTooLong" : "tooLong";
  }

  focus() {
    this.#field.focus();
  }

  empty() {
    this.#field.value = "";
    this.#grow();
    this.#judge();
  }

  #press(event) {
    // Enter that ends a composition is none; Safari tells so by the key code alone.
    if (event.key !== "Enter" || event.isComposing || event.keyCode === 229) return;
    if (event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (!event.repeat) this.#submit();
  }

  #submit() {
    const text = this.#field.value.trim();
    this.#field.focus();
    if (!text || !this.#judge()) return;
    this.empty();
    this.#send(text);
  }

  /** Tell whether the text is short enough; say so where it is not. */
  #judge() {
    const isFine = [...this.#field.value.trim()].length <= this.#longest;
    this.#fault.hidden = isFine;
    this.#fault.textContent = isFine ? "" : this.#words[this.#tooLong];
    if (isFine) {
      this.#field.removeAttribute("aria-invalid");
      this.#field.removeAttribute("aria-describedby");
    } else {
      this.#field.setAttribute("aria-invalid", "true");
      this.#field.setAttribute("aria-describedby", this.#fault.id);
    }
    return isFine;
  }

  /** As high as what is written; the stylesheet says where that ends. */
  #grow() {
    const { style } = this.#field;
    style.height = "auto";
    style.height = `${this.#field.scrollHeight + this.#field.offsetHeight - this.#field.clientHeight}px`;
  }
}
