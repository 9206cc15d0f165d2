/**
 * The sound of a result: a player, its waveform, spectrogram and probability over one axis of time, and the cries that were found.
 */
import { drawProbability, drawWaveform } from "./drawings.js";
import { el, redrawOn } from "./dom.js";
import { unsaved } from "./files.js";
import { samplesOf } from "./sound.js";
import { paint, spectrogram } from "./spectrogram.js";
import { fill, percent, texts } from "./texts.js";

// Finer than a screen shows, and quick for a clip of ten minutes.
const spectrogramColumns = 800;

// How far playing may be beyond the end of an event before it is noticed, s.
const beyond = 0.5;

const seconds = (value) => value.toFixed(2);

export class Player {
  #name;
  #answer;
  #samples = null;
  #audio = null;
  #url = null;
  #end = null;
  #threshold = null;
  #closed = new AbortController();
  #spectrum = el("canvas", { class: "spectrogram", role: "img", hidden: true });
  #wave = el("canvas", { class: "waveform", role: "img", hidden: true });
  #line = el("canvas", { class: "probability", role: "img" });
  #marks = el("div", { class: "marks", "aria-hidden": "true" });
  #head = el("div", { class: "playhead", hidden: true });
  #tracks = el("div", { class: "tracks" }, this.#spectrum, this.#wave, this.#line, this.#marks, this.#head);
  #events = el("ul", { class: "events" });
  #found = el("div", {}, el("h5", {}, texts.sound.events), this.#events);
  #sound = el("div", { class: "sound" });

  /** What stands in the page. */
  element = el("section", { class: "when" }, el("h4", {}, texts.sound.heading), this.#sound, this.#tracks, this.#found);

  /**
   * @param {string} name Name of the file.
   * @param {Blob} file The file.
   * @param {object} answer The raw answer of `/analyze` with its segments.
   */
  constructor(name, file, answer) {
    this.#name = name;
    this.#answer = answer;
    this.#tracks.addEventListener("click", (event) => this.#seek(event));
    redrawOn(this.#tracks, () => this.#drawAll(), this.#closed.signal);
    this.#line.setAttribute("aria-label", this.#describe());
    this.#open(file);
  }

  /** @param {object} decision What `decide` made of the answer. */
  update(decision) {
    const detection = decision.detection ?? null;
    this.#threshold = detection?.threshold ?? null;
    const events = detection?.events ?? [];
    this.#found.hidden = detection === null;
    this.#events.replaceChildren(...(events.length === 0 ? [el("li", {}, texts.sound.none)] : events.map((event) => el("li", {}, this.#chip(event)))));
    this.#marks.replaceChildren(...events.map((event) => this.#mark(event)));
    this.#drawProbability();
  }

  pause() {
    this.#audio?.pause();
  }

  /** Lets go of the sound. */
  close() {
    this.pause();
    this.#closed.abort();
    this.#audio?.removeAttribute("src");
    if (this.#url) URL.revokeObjectURL(this.#url);
    this.#samples = null;
  }

  async #open(file) {
    const samples = await samplesOf(file);
    if (this.#closed.signal.aborted) return;
    this.#samples = samples;
    if (!samples) {
      this.#sound.append(el("p", { class: "hint" }, texts.sound.unplayable));
      return;
    }
    this.#url = URL.createObjectURL(file);
    this.#audio = el("audio", { controls: true, preload: "metadata", src: this.#url, "aria-label": fill(texts.sound.player, { name: this.#name }) });
    this.#audio.addEventListener("play", () => this.#follow());

    // Also where no frame is drawn, as in a window that is covered; and by the player's own controls.
    this.#audio.addEventListener("timeupdate", () => this.#stopAtEnd());
    this.#audio.addEventListener("seeked", () => this.#moveHead());
    this.#sound.append(this.#audio);
    if (unsaved.has(file)) this.#sound.append(el("a", { href: this.#url, download: this.#name }, fill(texts.sound.save, { name: this.#name })));
    for (const [canvas, text] of [[this.#spectrum, texts.sound.spectrogram], [this.#wave, texts.sound.waveform]]) {
      canvas.setAttribute("aria-label", fill(text, { name: this.#name }));
      canvas.hidden = false;
    }
    this.#tracks.classList.add("playable");
    paint(this.#spectrum, spectrogram(samples, spectrogramColumns));
    for (const button of this.#events.querySelectorAll("button")) button.disabled = false;
    this.#drawAll();
  }

  get #duration() {
    return this.#answer.audio.durationSeconds;
  }

  #describe() {
    const { segments } = this.#answer.detection;
    const best = segments.reduce((a, b) => (b.probability > a.probability ? b : a));
    return fill(texts.sound.timeline, { probability: percent(best.probability), seconds: seconds((best.startSeconds + best.endSeconds) / 2) });
  }

  #drawAll() {
    if (this.#samples) drawWaveform(this.#wave, this.#samples);
    this.#drawProbability();
  }

  #drawProbability() {
    drawProbability(this.#line, this.#answer.detection.segments, this.#duration, this.#threshold);
  }

  #chip({ startSeconds, endSeconds, maxProbability }) {
    const values = { start: seconds(startSeconds), end: seconds(endSeconds), probability: percent(maxProbability) };
    return el(
      "button",
      { type: "button", disabled: !this.#audio, "aria-label": fill(texts.sound.play, values), on: { click: () => this.#play(startSeconds, endSeconds) } },
      `▶ ${fill(texts.sound.event, values)}`,
    );
  }

  #mark({ startSeconds, endSeconds }) {
    const mark = el("div", { class: "mark", on: { click: (event) => (event.stopPropagation(), this.#play(startSeconds, endSeconds)) } });
    mark.style.left = `${(100 * startSeconds) / this.#duration}%`;
    mark.style.width = `${(100 * (endSeconds - startSeconds)) / this.#duration}%`;
    return mark;
  }

  #play(start, end) {
    if (!this.#audio) return;
    this.#audio.currentTime = start;
    this.#end = end;

    // Refused where another click has stopped it meanwhile, which is no fault.
    this.#audio.play().catch(() => {});
  }

  #seek(event) {
    if (!this.#audio) return;
    const { left, width } = this.#tracks.getBoundingClientRect();
    this.#audio.currentTime = ((event.clientX - left) / width) * this.#duration;
  }

  /** Moves the line while it plays. */
  #follow() {
    this.#stopAtEnd();
    this.#moveHead();
    if (!this.#audio.paused) requestAnimationFrame(() => this.#follow());
  }

  /** An event ends where it does; who goes elsewhere meanwhile hears on. */
  #stopAtEnd() {
    const { currentTime, paused } = this.#audio;
    if (this.#end === null || currentTime < this.#end) return;
    if (currentTime < this.#end + beyond && !paused) this.#audio.pause();
    this.#end = null;
  }

  #moveHead() {
    this.#head.hidden = false;
    this.#head.style.left = `${Math.min(100, (100 * this.#audio.currentTime) / this.#duration)}%`;
  }
}
