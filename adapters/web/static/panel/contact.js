/** A center or helpline, with how to reach it. */

import { dial, make, button } from "./dom.js";

/** Draw a contact; `announce` says aloud whether its address was copied. */
export function contactCard(contact, words, announce) {
  const facts = [
    [words.telephone, contact.numbers.map((number) => phone(number, words))],
    [words.address, contact.address && address(contact, words, announce)],
    [words.open, contact.opening, contact.is_open ? "open" : ""],
    [words.hours, contact.hours],
    [words.languages, contact.languages],
    [words.howTo, contact.how_to],
    [words.website, contact.website && outside(contact.website, hostOf(contact.website), words)],
    [words.note, contact.caution],
  ].filter(([, value]) => value && value.length !== 0);
  return make(
    "li",
    { class: "contact" },
    make("h4", {}, contact.name),
    contact.korean_name && make("span", { lang: "ko", class: "korean" }, contact.korean_name),
    make("p", {}, contact.about),
    make(
      "dl",
      {},
      facts.flatMap(([name, value, look]) => [
        make("dt", {}, name),
        make("dd", { class: look || null }, ...[value].flat()),
      ]),
    ),
  );
}

/** Draw what an emergency shows first: a button that calls. */
export const callButton = ({ name, numbers: [{ number, confirm }] }, words) =>
  dial(
    number,
    null,
    make("strong", {}, number),
    make("span", {}, confirm ? `${name} (${words.confirm})` : name),
  );

const phone = ({ number, confirm }, words) =>
  make(
    "div",
    {},
    dial(number, "dial", number),
    confirm && make("span", { class: "confirm" }, ` (${words.confirm})`),
  );

const address = (contact, words, announce) => [
  make("div", {}, contact.address),
  make(
    "div",
    { class: "ways" },
    button(words.copy, "second", (event) => copy(event.target, contact, words, announce)),
    contact.map && outside(contact.map, words.map, words),
  ),
];

const outside = (url, text, words) =>
  /^https?:/.test(url) &&
  make(
    "a",
    { href: url, target: "_blank", rel: "noopener noreferrer", class: "outside" },
    text,
    make("span", { class: "unseen" }, ` (${words.newTab})`),
  );

const hostOf = (url) => url.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "");

async function copy(pressed, contact, words, announce) {
  // Maps and taxi drivers know the Korean address alone, without what we say about it.
  const korean = contact.map && new URL(contact.map).searchParams.get("query");
  const isCopied = await put(korean || contact.address, pressed);
  const said = isCopied ? words.copied : words.notCopied;
  announce(said);
  pressed.textContent = said;
  setTimeout(() => (pressed.textContent = words.copy), 3000);
}

async function put(text, near) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No clipboard without HTTPS, in older browsers, or where the website around us forbids it.
    const field = make("textarea", { class: "unseen", readonly: true, "aria-hidden": "true" });
    field.value = text;
    near.after(field);
    field.select();
    const isCopied = document.execCommand("copy");
    field.remove();
    near.focus();
    return isCopied;
  }
}
