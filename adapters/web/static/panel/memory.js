/** What is remembered of the conversation: in this tab only, and not before the first question. */

const KEY = "ieum";
const MOST = 30;

let isOver = false;

/** Read what is remembered; null where nothing is, or where the browser lets us keep nothing. */
export function recall() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY));
    return Array.isArray(kept?.messages) && kept.messages.length ? kept : null;
  } catch {
    return null;
  }
}

/** Remember the last messages, and the language that was chosen. */
export function remember(messages, chosen) {
  if (isOver) return;
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ chosen, messages: messages.slice(-MOST) }));
  } catch {
    // Storage is full or forbidden: the conversation then lasts as long as the page.
  }
}

/** Forget everything; `forGood` where an answer that is still on its way must not be kept, either. */
export function forget(forGood = false) {
  isOver = forGood;
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Where nothing may be stored, there is nothing to forget.
  }
}
