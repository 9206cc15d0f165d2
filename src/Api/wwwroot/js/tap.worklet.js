/**
 * Passes on what the microphone hears, in pieces of 2048 samples (43 ms at 48 kHz): a message each for 128 would be 375 a second.
 */
const pieceLength = 2048;

class Tap extends AudioWorkletProcessor {
  #piece = new Float32Array(pieceLength);
  #used = 0;

  process([[channel]]) {
    if (!channel) return true;
    for (const sample of channel) {
      this.#piece[this.#used++] = sample;
      if (this.#used < pieceLength) continue;
      this.port.postMessage(this.#piece, [this.#piece.buffer]);
      this.#piece = new Float32Array(pieceLength);
      this.#used = 0;
    }
    return true;
  }
}

registerProcessor("tap", Tap);
