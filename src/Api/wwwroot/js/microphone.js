/**
 * The microphone as a stream of samples, as it hears: browsers' cleaning is made for speech, and takes cries for noise.
 */
import { fill, texts } from "./texts.js";

const raw = { echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: 1 };

export class Microphone {
  #context;
  #stream;

  /** Samples per second. */
  get rate() {
    return this.#context.sampleRate;
  }

  /**
   * @param {(piece: Float32Array) => void} hear Called with each piece of what is heard.
   * @param {() => void} lost Called when it is unplugged or taken away.
   * @throws {DOMException} It is refused, missing, or in use.
   */
  static async open(hear, lost) {
    if (!navigator.mediaDevices) throw new DOMException("", "insecure");
    const microphone = new Microphone();
    microphone.#stream = await navigator.mediaDevices.getUserMedia({ audio: raw });
    for (const track of microphone.#stream.getTracks()) track.addEventListener("ended", lost);
    try {
      const context = (microphone.#context = new AudioContext());
      await context.audioWorklet.addModule(new URL("tap.worklet.js", import.meta.url));
      const tap = new AudioWorkletNode(context, "tap", { numberOfOutputs: 0, channelCount: 1, channelCountMode: "explicit" });
      tap.port.onmessage = ({ data }) => hear(data);
      context.createMediaStreamSource(microphone.#stream).connect(tap);
      await context.resume();
      return microphone;
    } catch (error) {
      microphone.close();
      throw error;
    }
  }

  /** Lets go of it: the browser shows that nobody listens any more. */
  close() {
    for (const track of this.#stream.getTracks()) track.stop();
    this.#context?.close();
  }
}

/** Why there is no microphone, in words. */
export function explainMicrophone(error) {
  const { problems } = texts.microphone;
  return fill(problems[error.name] ?? problems.other, { message: error.message });
}

/** Root mean square of a piece as a share of 60 dB below full scale: 0 is silence, 1 full scale. */
export function levelOf(piece) {
  const power = piece.reduce((sum, sample) => sum + sample * sample, 0) / piece.length;
  return Math.max(0, Math.min(1, 1 + (10 * Math.log10(power + 1e-12)) / 60));
}
