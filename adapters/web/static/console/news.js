/**
 * Tells of new tickets, where the account asks for it: their number in the tab's title, and a short
 * tone. A browser lets a page sound only after somebody has touched it.
 */

const EVERY = 15_000;
const HEARD = "ieum-newest-ticket";
const TITLE = document.title;

function sound() {
  const audio = new AudioContext();
  const tone = audio.createOscillator();
  const loudness = audio.createGain();
  const now = audio.currentTime;
  tone.frequency.setValueAtTime(660, now);
  tone.frequency.setValueAtTime(880, now + 0.12);
  loudness.gain.setValueAtTime(0.15, now);
  loudness.gain.exponentialRampToValueAtTime(0.001, now + 0.4);
  tone.connect(loudness).connect(audio.destination);
  tone.addEventListener("ended", () => audio.close());
  tone.start(now);
  tone.stop(now + 0.4);
}

async function look() {
  let news;
  try {
    const answer = await fetch("/console/tickets/new", { headers: { "Ieum-By-Itself": "1" }, redirect: "error" });
    if (!answer.ok) return;
    news = await answer.json();
  } catch {
    // Without a network there is no news; the next look may have some.
    return;
  }
  document.title = news.waiting ? `(${news.waiting}) ${TITLE}` : TITLE;
  const heard = localStorage.getItem(HEARD);
  if (!news.newest || (heard !== null && news.newest <= heard)) return;
  // Of several tabs, one sounds.
  localStorage.setItem(HEARD, news.newest);
  if (heard !== null && navigator.userActivation?.hasBeenActive !== false) sound();
}

look();
setInterval(look, EVERY);
