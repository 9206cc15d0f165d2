/**
 * Why something did not work, in words that a person understands, with what to do.
 */
import { fill, texts } from "./texts.js";

/** A problem document of the server, or that there was none. */
export class ProblemError extends Error {
  /**
   * @param {string} code The stable code of the problem; see openapi.yaml.
   * @param {object} [document] The problem document.
   */
  constructor(code, document = null) {
    super(document?.detail ?? code);
    this.code = code;
    this.document = document;
  }

  /** What an answer with an error status says. */
  static of(status, body) {
    if (typeof body?.code === "string") return new ProblemError(body.code, body);
    return new ProblemError(status >= 200 && status < 300 ? "malformed" : status === 413 ? "body_too_large" : status === 0 || status >= 502 ? "unreachable" : "malformed");
  }

  static ofNetwork() {
    return new ProblemError(navigator.onLine ? "unreachable" : "offline");
  }
}

/**
 * @param {ProblemError} problem What went wrong.
 * @param {object|null} limits The server's, from `/models`, for the figures in the texts.
 * @returns {{title: string, advice: string, detail: string|null, support: string|null}}
 */
export function explain(problem, limits) {
  const known = Array.isArray(texts.problems[problem.code]) ? texts.problems[problem.code] : null;
  const [title, advice] = known ?? [problem.document?.title ?? problem.code, ""];
  const values = limits
    ? {
        size: bytes(limits.maxBodyBytes),
        minutes: minutes(limits.maxDurationSeconds),
        shortest: limits.minDurationSeconds,
        lowest: limits.minSampleRate / 1000,
        highest: limits.maxSampleRate / 1000,
        channels: limits.maxChannels,
      }
    : {};
  return {
    title,
    advice: fill(advice, values),
    detail: problem.document?.detail ? fill(texts.problems.detail, { detail: problem.document.detail }) : null,
    support: problem.document ? fill(texts.problems.support, { code: problem.code, traceId: problem.document.traceId }) : null,
  };
}

/** 67108864 → 64 MiB. */
export const bytes = (count) => (count >= 2 ** 20 ? `${(count / 2 ** 20).toFixed(count % 2 ** 20 ? 1 : 0)} MiB` : `${Math.ceil(count / 1024)} KiB`);

/** 100 → 1.67. */
export const minutes = (seconds) => String(Number((seconds / 60).toFixed(2)));
