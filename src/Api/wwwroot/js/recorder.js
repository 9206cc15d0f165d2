/**
 * Records from the microphone for some seconds or until it is stopped, and hands over a WAV file.
 */
import { byId } from "./dom.js";
import { unsaved } from "./files.js";
import { explainMicrophone, levelOf, Microphone } from "./microphone.js";
import { fill, texts } from "./texts.js";
import { samplesIn, wavOf } from "./wav.js";

export class Recorder {
  #button = byId("record");
  #level = byId("level");
  #elapsed = byId("elapsed");
  #said = byId("microphone-said");
  #microphone = null;
  #isOpening = false;
  #pieces = [];
  #count = 0;
  #most = 0;
  #add;
  #limits;

  /**
   * @param {(files: File[]) => void} add Takes the recording.
   * @param {() => object|null} limits What the server takes.
   */
  constructor(add, limits) {
    [this.#add, this.#limits] = [add, limits];
    this.#button.addEventListener("click", () => (this.#microphone ? this.#finish() : this.#start()));
  }

  async #start() {
    if (this.#isOpening) return;
    this.#isOpening = true;
    this.#said.textContent = "";
    [this.#pieces, this.#count] = [[], 0];
    try {
      const microphone = await Microphone.open((piece) => this.#hear(piece), () => this.#lose());
      this.#most = this.#mostSamples(microphone.rate);
      this.#microphone = microphone;
      this.#button.textContent = texts.microphone.stop;
      this.#button.classList.add("on");
    } catch (error) {
      this.#said.textContent = explainMicrophone(error);
    } finally {
      this.#isOpening = false;
    }
  }

  /** As chosen when it starts, and no more than the server takes. */
  #mostSamples(rate) {
    const limits = this.#limits();
    const chosen = Number(byId("record-length").value) || Infinity;
    return Math.round(Math.min(rate * Math.min(chosen, limits?.maxDurationSeconds ?? Infinity), limits ? samplesIn(limits.maxBodyBytes) : Infinity));
  }

  #hear(piece) {
    if (!this.#microphone) return;
    this.#pieces.push(piece);
    this.#count += piece.length;
    this.#level.value = levelOf(piece);
    this.#elapsed.textContent = fill(texts.microphone.elapsed, { seconds: (this.#count / this.#microphone.rate).toFixed(1) });
    if (this.#count >= this.#most) this.#finish();
  }

  /** What was heard until then is kept. */
  #lose() {
    this.#said.textContent = texts.microphone.problems.lost;
    if (this.#microphone) this.#finish();
  }

  #finish() {
    const microphone = this.#microphone;
    this.#microphone = null;
    microphone.close();
    this.#level.value = 0;
    this.#button.textContent = texts.microphone.record;
    this.#button.classList.remove("on");
    if (this.#count === 0) return;

    // To the sample: the last piece reaches beyond what was asked for.
    const samples = new Float32Array(Math.min(this.#count, this.#most));
    let at = 0;
    for (const piece of this.#pieces) {
      samples.set(piece.subarray(0, samples.length - at), at);
      at = Math.min(samples.length, at + piece.length);
    }
    this.#pieces = [];
    const time = new Date().toTimeString().slice(0, 8).replaceAll(":", "-");
    const name = fill(texts.microphone.name, { time });
    const file = new File([wavOf(samples, microphone.rate)], `${name}.wav`, { type: "audio/wav" });
    unsaved.add(file);
    this.#add([file]);
  }
}
