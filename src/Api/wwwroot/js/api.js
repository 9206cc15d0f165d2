/**
 * Requests to the service, wherever the page is served from: under a gateway's path too.
 */
import { ProblemError } from "./problems.js";

const base = new URL("../", import.meta.url);

// As long as a server says when to come back, and not for ever.
const mostTries = 4;
const longestWait = 60;

// A connection on which nothing moves for so long, once the server's time for a body is over, is one that it has ended.
const longestStallMs = 10_000;

/** Address of an operation, with its query. */
export function address(operation, query = {}) {
  const url = new URL(operation, base);
  for (const [name, value] of Object.entries(query)) if (value !== null) url.searchParams.set(name, value);
  return url;
}

/** What is loaded and what is accepted; a server that starts is asked again. */
export const getModels = (key, onWait) =>
  retrying(async () => {
    const response = await fetch(address("models"), { headers: key ? { "X-Api-Key": key } : {} }).catch(() => {
      throw ProblemError.ofNetwork();
    });
    return { status: response.status, retryAfter: response.headers.get("Retry-After"), body: await response.json().catch(() => null) };
  }, new AbortController().signal, onWait).then(({ body }) => body);

/** Whether the server has this page too: documentation may be on another port. */
export const exists = async (path) => (await fetch(address(path), { method: "HEAD" }).catch(() => null))?.ok ?? false;

/**
 * Asks for an analysis, and again when the server is busy and says when to come back.
 * @param {string} operation `analyze` or `detect`.
 * @param {object} query Its parameters.
 * @param {Blob} sound The bytes of the file.
 * @param {object} options
 * @param {object} options.limits The server's, from `/models`.
 * @param {string|null} options.key API key.
 * @param {AbortSignal} options.signal Ends the request and any wait.
 * @param {(share: number) => void} [options.onProgress] Share of the bytes that are sent.
 * @param {(seconds: number) => void} [options.onWait] The server is busy; called once a second with the seconds that are left.
 * @returns {Promise<{answer: object, uploadMs: number, serverMs: number}>}
 * @throws {ProblemError} The server refuses, or can't be reached.
 * @throws {DOMException} `AbortError`.
 */
export async function ask(operation, query, sound, { limits, key, signal, onProgress, onWait }) {
  const { body, uploadMs, serverMs } = await retrying(() => send(address(operation, query), sound, limits, key, signal, onProgress), signal, onWait);
  return { answer: body, uploadMs, serverMs };
}

/** Sends until there is an answer, as long as the server says when to come back. */
async function retrying(request, signal, onWait) {
  for (let tries = 1; ; tries++) {
    const result = await request();
    if (result.status === 200 && result.body !== null) return result;
    const wait = secondsUntil(result.retryAfter);
    const isBusy = (result.status === 503 || result.status === 429) && wait !== null;
    if (!isBusy || tries === mostTries || wait > longestWait) throw ProblemError.of(result.status, result.body);
    await pause(Math.max(wait, 1), signal, onWait);
  }
}

/** `Retry-After`, which is seconds or a date, as seconds; null where it is neither. */
function secondsUntil(retryAfter) {
  if (retryAfter === null) return null;
  const seconds = /^\d+$/.test(retryAfter) ? Number(retryAfter) : (Date.parse(retryAfter) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? null : Math.max(0, seconds);
}

/** One request. Not by fetch, which doesn't tell how much is sent. */
function send(url, sound, limits, key, signal, onProgress) {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    const started = performance.now();
    let [sent, moved] = [started, started];
    const abort = () => request.abort();
    signal.addEventListener("abort", abort, { once: true });

    // Told by a 408 that it was too slow, a browser sends all of it again on each other connection that it has, and says nothing. Seen from here
    // nothing moves then for as long as the server waited, but for a little where the next time comes a little further.
    const stalledMs = Math.min(longestStallMs, 3000 * limits.bodyTimeoutSeconds);
    const watch = setInterval(() => {
      const now = performance.now();
      if (now - started < 1000 * limits.bodyTimeoutSeconds || now - moved < stalledMs) return;
      reject(new ProblemError("body_timeout"));
      request.abort();
    }, 1000);
    request.addEventListener("loadend", () => {
      clearInterval(watch);
      signal.removeEventListener("abort", abort);
    });
    request.upload.addEventListener("progress", (event) => {
      moved = performance.now();
      onProgress?.(event.total ? event.loaded / event.total : 1);
    });
    request.upload.addEventListener("load", () => {
      clearInterval(watch);
      sent = performance.now();
      onProgress?.(1);
    });
    request.addEventListener("error", () => reject(ProblemError.ofNetwork()));
    request.addEventListener("abort", () => reject(signal.reason));
    request.addEventListener("load", () =>
      resolve({
        status: request.status,
        retryAfter: request.getResponseHeader("Retry-After"),
        body: parse(request.responseText),
        uploadMs: sent - started,
        serverMs: performance.now() - sent,
      }),
    );
    request.open("POST", url);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    if (key) request.setRequestHeader("X-Api-Key", key);
    request.send(sound);
  });
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Waits so many seconds, and says each. */
async function pause(seconds, signal, onWait) {
  for (let left = Math.ceil(seconds); left > 0; left--) {
    onWait?.(left);
    await sleep(1000, signal);
  }
}

/**
 * @param {number} milliseconds How long.
 * @param {AbortSignal} signal Ends it early.
 * @throws {DOMException} What the signal was ended with.
 */
export function sleep(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const stop = () => (clearTimeout(timer), reject(signal.reason));
    const timer = setTimeout(() => (signal.removeEventListener("abort", stop), resolve()), milliseconds);
    signal.addEventListener("abort", stop, { once: true });
  });
}
