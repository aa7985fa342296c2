/** Everything that is sent to the server and comes back. */

import { Events } from "./stream.js";

const API = "/api/v1";
const PATIENCE = 20_000;
const STREAM = "text/event-stream";
const PLAIN = "application/json";

/**
 * Why there is no reply. `kind` is `offline`, `slow`, `busy`, `refused`, `broken` or `stopped`;
 * `detail` is what the server says about it to the person, if anything; `isLost` tells that it was
 * not refused, but went missing on its way. `isGone` and `isClosed` are said of a ticket.
 */
export class Trouble extends Error {
  constructor(kind, { detail = "", isLost = false, isGone = false, isClosed = false } = {}) {
    super(kind);
    Object.assign(this, { kind, detail, isLost, isGone, isClosed });
  }
}

/**
 * Ask a question. `watch.start` and `watch.text` are told what comes in before the reply is whole;
 * `watch.start` is called again where it has to be asked for anew.
 */
export async function ask(question, language, signal, watch) {
  const asking = (accept) =>
    request("/ask", { signal, language, accept, body: question }, (response, wait) =>
      response.headers.get("content-type")?.startsWith(STREAM)
        ? streamed(response, wait, watch)
        : response.json(),
    );
  try {
    return checked(await asking(STREAM));
  } catch (error) {
    // Some proxies and some old telephones break a stream, and let everything else through.
    if (!error.isLost || !navigator.onLine) throw error;
    watch.start();
    return checked(await asking(PLAIN));
  }
}

/** Get the reply of an entry that was chosen. */
export const show = async (service, language, signal) =>
  checked(await request(`/services/${encodeURIComponent(service)}?language=${language}`, { signal, language }));

/** Send what is to be kept: feedback, or a message to staff. */
export const send = (path, record) =>
  request(path, { language: record.language, body: { ...record, channel: "widget" } });

/** Read what is new in a ticket. */
export async function readTicket({ id, key, last }, language, signal) {
  const talk = await request(`/handoff/${id}/messages?after=${last}`, { signal, language, key });
  if (!Array.isArray(talk?.messages)) throw new Trouble("broken");
  return talk;
}

/** Write to staff; the note's own id makes it one, however often it is sent. */
export const writeTicket = ({ id, key }, { note, text, language }, signal) =>
  request(`/handoff/${id}/messages`, { signal, language, key, body: { id: note, text, language } });

/** Tell staff that the person needs no answer any more. */
export const closeTicket = ({ id, key }, language) =>
  request(`/handoff/${id}/close`, { language, key, body: {} });

async function request(
  path,
  { signal, language, accept = PLAIN, key, body },
  read = (it) => it.json(),
) {
  const stop = new AbortController();
  let isLate = false;
  let timer;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      isLate = true;
      stop.abort();
    }, PATIENCE);
  };
  const give = () => stop.abort();
  signal?.addEventListener("abort", give);
  try {
    wait();
    const response = await fetch(API + path, {
      method: body ? "POST" : "GET",
      headers: {
        accept,
        "accept-language": language,
        ...(key && { "ieum-ticket-key": key }),
        ...(body && { "content-type": PLAIN }),
      },
      body: body && JSON.stringify(body, (_, value) => wellFormed(value)),
      credentials: "omit",
      cache: "no-store",
      signal: stop.signal,
    });
    if (!response.ok) throw await refusal(response);
    return await read(response, wait);
  } catch (error) {
    if (error instanceof Trouble) throw error;
    if (signal?.aborted) throw new Trouble("stopped");
    if (isLate) throw new Trouble("slow");
    throw new Trouble(error instanceof SyntaxError ? "broken" : "offline", { isLost: true });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", give);
  }
}

async function refusal(response) {
  const detail = (await response.json().catch(() => null))?.detail;
  const { status } = response;
  const kind = status === 429 ? "busy" : status < 500 ? "refused" : "broken";
  // Without words of ours, it is somebody between who knows nothing.
  if (typeof detail !== "string") return new Trouble(kind);
  return new Trouble(kind, { detail, isGone: status === 404, isClosed: status === 409 });
}

async function streamed(response, wait, watch) {
  const events = new Events();
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) throw new TypeError("the stream ended too early");
    wait();
    for (const { name, data } of events.read(decoder.decode(value, { stream: true }))) {
      if (name === "start") watch.start(JSON.parse(data));
      if (name === "text") watch.text(JSON.parse(data).delta);
      if (name === "reply") {
        reader.cancel().catch(() => {});
        return JSON.parse(data);
      }
    }
  }
}

/** A half of a character, as a broken keyboard or a cut paste leaves it, is no text for a server. */
const wellFormed = (value) =>
  typeof value === "string" ? value.replace(/\p{Surrogate}/gu, "\ufffd") : value;

/** What came back is a reply, and not the page of a hotel's network. */
function checked(reply) {
  if (typeof reply?.body !== "string" || !Array.isArray(reply.contacts)) throw new Trouble("broken");
  return reply;
}
