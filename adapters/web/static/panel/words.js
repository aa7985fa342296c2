/** The words of all five languages and the settings, as they came with the page. */

const page = JSON.parse(document.getElementById("ieum-words").textContent);

/** Origins of the websites that may show the panel. */
export const origins = page.origins;
/** Where a person leaves to at one press. */
export const exit = page.exit;
/** Characters that a question may have. */
export const longest = page.longest;
/** Days for which messages are kept; 0 where none are taken. */
export const days = page.days;
/** Whom to call instead of waiting for staff: each a number and the word for when. */
export const lines = page.lines;
/** What each language calls itself. */
export const names = page.names;

/** Tell whether this is the code of one of our languages. */
export const isKnown = (language) => Object.hasOwn(page.words, language ?? "");

/** Return all words of one language, by name. */
export const wordsIn = (language) => page.words[language];

/** Return what stands in `lang` for one of our languages. */
export const codeOf = (language) => page.codes[language];

/** Put values where a text names them, `{count}`. */
export const fill = (text, values) =>
  Object.entries(values).reduce((filled, [name, value]) => filled.replace(`{${name}}`, value), text);

/** Write the frame of the page, as the server made it, in another language. */
export function translate(language) {
  const words = wordsIn(language);
  document.documentElement.lang = codeOf(language);
  const all = (name) => document.querySelectorAll(`[data-${name}]`);
  for (const one of all("word")) one.textContent = words[one.dataset.word];
  for (const one of all("label")) one.setAttribute("aria-label", words[one.dataset.label]);
  for (const one of all("hint")) one.placeholder = words[one.dataset.hint];
}
