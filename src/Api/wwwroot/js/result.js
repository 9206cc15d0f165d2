/**
 * A result: everything that an answer says, decided again whenever the settings change.
 */
import { acousticsView } from "./acoustics.js";
import { answerView, curlLine } from "./answer.js";
import { decide } from "./decide.js";
import { el } from "./dom.js";
import { isExact } from "./events.js";
import { Player } from "./player.js";
import { priorOf } from "./settings.js";
import { fill, texts } from "./texts.js";
import { classificationOf, verdictView } from "./verdict.js";
import { voteView } from "./vote.js";

export class Result {
  #name;
  #reply;
  #file;
  #models;
  #player = null;
  #verdict = el("div", { class: "summary" });
  #parts = el("div", { class: "parts", hidden: true });
  #changing = el("div", { class: "changing" });

  /** The last decision: an answer of the API at the current settings. */
  decision = null;

  /** What stands in the page. */
  element = el("div", { class: "result" }, this.#verdict, this.#parts);

  /**
   * @param {string} name Name of the file.
   * @param {Blob} file The file.
   * @param {{answer: object, uploadMs: number, serverMs: number}} reply What the server said.
   * @param {object} models The answer of `/models`.
   */
  constructor(name, file, reply, models) {
    [this.#name, this.#file, this.#reply, this.#models] = [name, file, reply, models];
  }

  /** Decides again. */
  update(settings) {
    const prior = settings.prior ? priorOf(settings.prior) : null;
    this.decision = decide(this.#reply.answer, { ...settings, prior: prior?.shares ?? null }, this.#models);
    this.#verdict.replaceChildren(verdictView(this.decision), ...this.#warnings());
    if (!this.#player || this.#parts.hidden) return;
    const classification = classificationOf(this.decision);
    this.#player.update(this.decision);
    this.#changing.replaceChildren(
      ...[
        classification ? voteView(classification) : null,
        this.decision.acoustics ? acousticsView(this.decision.acoustics) : null,
        answerView(this.#name, curlLine(this.#name, settings, prior?.text ?? null), this.decision),
      ].filter(Boolean),
    );
  }

  /** Shows or hides all but the verdict; the sound is decoded when it is first seen. */
  show(isOpen, settings) {
    this.#parts.hidden = !isOpen;
    if (!isOpen) {
      this.#player?.pause();
      return;
    }
    if (this.#player) {
      this.update(settings);
      return;
    }
    this.#player = new Player(this.#name, this.#file, this.#reply.answer);
    const isApproximate = !isExact(this.#models.stages.detector.window);
    this.#parts.append(this.#player.element, isApproximate ? el("p", { class: "hint" }, texts.sound.approximate) : "", this.#changing, this.#facts());
    this.update(settings);
  }

  /** Lets go of the sound. */
  close() {
    this.#player?.close();
  }

  #warnings() {
    const { warnings } = this.#reply.answer.audio;
    if (warnings.length === 0) return [];
    return [el("div", { class: "warnings" }, el("h4", {}, texts.warnings.heading), el("ul", {}, ...warnings.map((warning) => el("li", {}, texts.warnings[warning] ?? warning))))];
  }

  #facts() {
    const { uploadMs, serverMs, answer } = this.#reply;
    const { container, codec, sampleRate, channels, durationSeconds } = answer.audio;
    const named = { 1: texts.result.mono, 2: texts.result.stereo }[channels] ?? fill(texts.result.channels, { n: channels });
    const format = fill(texts.result.format, { container, codec, rate: sampleRate / 1000, channels: named, seconds: durationSeconds.toFixed(2) });
    const latency = fill(texts.result.latency, { upload: Math.round(uploadMs), server: Math.round(serverMs) });
    return el("p", { class: "facts hint" }, `${format}. ${latency}.`);
  }
}
