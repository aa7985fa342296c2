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

/** Remember the last messages, the language that was chosen, and what opens the ticket, if any. */
export function remember(messages, chosen, ticket) {
  if (isOver) return;
  try {
    const kept = { chosen, messages: messages.slice(-MOST), ticket };
    sessionStorage.setItem(KEY, JSON.stringify(kept));
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
