/**
 * Listens all the time: once a second the last few seconds are analysed, and the running probability is drawn.
 */
import { ask, sleep } from "./api.js";
import { byId, redrawOn } from "./dom.js";
import { drawProbability } from "./drawings.js";
import { explainMicrophone, levelOf, Microphone } from "./microphone.js";
import { explain, ProblemError } from "./problems.js";
import { fill, percent, texts } from "./texts.js";
import { wavOf } from "./wav.js";

const historySeconds = 60;
const everyMs = 1000;

export class Live {
  #button = byId("live");
  #window = byId("live-window");
  #level = byId("live-level");
  #says = byId("live-says");
  #graph = byId("live-graph");
  #panel = byId("live-panel");
  #said = byId("microphone-said");
  #settings;
  #models;
  #askForKey;
  #isOpening = false;
  #microphone = null;
  #stop = null;
  #heard = new Float32Array(0);
  #history = [];

  /**
   * @param {import("./settings.js").Settings} settings The visitor's.
   * @param {() => object|null} models The answer of `/models`.
   * @param {() => void} askForKey Shows where a key is entered.
   */
  constructor(settings, models, askForKey) {
    [this.#settings, this.#models, this.#askForKey] = [settings, models, askForKey];
    this.#button.addEventListener("click", () => (this.#microphone ? this.#end(texts.microphone.liveStopped) : this.#start()));
    settings.addEventListener("change", () => this.#show());
    redrawOn(this.#graph, () => this.#draw());
  }

  /** What was heard: seconds since the start and the probability of each window. */
  get history() {
    return this.#history;
  }

  async #start() {
    if (this.#isOpening) return;
    this.#isOpening = true;
    this.#history = [];
    this.#heard = new Float32Array(0);
    this.#said.textContent = "";
    try {
      this.#microphone = await Microphone.open((piece) => this.#hear(piece), () => this.#end(texts.microphone.problems.lost));
      this.#panel.hidden = false;
      this.#say(texts.microphone.liveWaiting, "waiting");
      this.#button.textContent = texts.microphone.liveStop;
      this.#button.classList.add("on");
      this.#stop = new AbortController();
      this.#listen(this.#microphone, this.#stop.signal);
    } catch (error) {
      this.#said.textContent = explainMicrophone(error);
    } finally {
      this.#isOpening = false;
    }
  }

  /** Keeps the last few seconds. */
  #hear(piece) {
    if (!this.#microphone) return;
    this.#level.value = levelOf(piece);
    const most = Number(this.#window.value) * this.#microphone.rate;
    const kept = this.#heard.subarray(Math.max(0, this.#heard.length + piece.length - most));
    const next = new Float32Array(kept.length + piece.length);
    next.set(kept);
    next.set(piece, kept.length);
    this.#heard = next;
  }

  async #listen(microphone, signal) {
    const started = performance.now();
    try {
      while (true) {
        // On the full second; those that an answer takes are left out, and those before the models are known.
        await sleep(everyMs - ((performance.now() - started) % everyMs), signal);
        if (this.#models() && this.#heard.length >= microphone.rate / 2) await this.#ask(microphone.rate, started, signal);
      }
    } catch (error) {
      if (error.name === "AbortError") return;
      this.#end(texts.problems.malformed.join(". "));
      throw error;
    }
  }

  /** What fails for a moment is told and asked for again a second later; a key must be entered first. */
  async #ask(rate, started, signal) {
    const seconds = (performance.now() - started) / 1000;
    try {
      const onWait = (left) => this.#say(fill(texts.microphone.liveBusy, { seconds: left }), "waiting");
      const { answer } = await ask("detect", { threshold: 0 }, wavOf(this.#heard, rate), { limits: this.#models().limits, key: this.#settings.values.key, signal, onWait });
      this.#history = [...this.#history.filter((point) => point.seconds > seconds - historySeconds), { seconds, probability: answer.probability }];
      this.#show();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      const { title, advice } = explain(error, this.#models().limits);
      if (error.code === "unauthorized") this.#askForKey();
      this.#say(`${title}. ${advice}`, "problem");
    }
  }

  get #threshold() {
    return this.#settings.values.detectionThreshold ?? this.#models().stages.detector.defaultThreshold;
  }

  /** Screen readers are told of changes of the verdict, not of each probability. */
  #show() {
    const last = this.#history.at(-1);
    if (!last || !this.#microphone) return;
    const isCry = last.probability >= this.#threshold;
    this.#say(fill(isCry ? texts.microphone.liveCry : texts.microphone.liveQuiet, { probability: percent(last.probability) }), isCry ? "cry" : "quiet");
    this.#draw();
  }

  #say(text, kind) {
    this.#says.setAttribute("aria-live", kind === this.#panel.dataset.kind ? "off" : "polite");
    this.#panel.dataset.kind = kind;
    this.#says.textContent = text;
  }

  #draw() {
    const last = this.#history.at(-1);
    if (!last) return;
    const start = Math.max(0, last.seconds - historySeconds);
    const points = this.#history.map(({ seconds, probability }) => ({ startSeconds: seconds - start, endSeconds: seconds - start, probability }));
    this.#graph.setAttribute("aria-label", fill(texts.microphone.liveGraph, { probability: percent(last.probability) }));
    drawProbability(this.#graph, points, Math.max(1, last.seconds - start), this.#threshold);
  }

  /** Stops; what was said last is not what is heard now. */
  #end(why) {
    if (!this.#microphone) return;
    this.#stop.abort(new DOMException("", "AbortError"));
    this.#microphone.close();
    this.#microphone = null;
    this.#level.value = 0;
    this.#button.textContent = texts.microphone.liveStart;
    this.#button.classList.remove("on");
    this.#graph.setAttribute("aria-label", texts.microphone.liveStopped);
    this.#say(why, "stopped");
  }
}
