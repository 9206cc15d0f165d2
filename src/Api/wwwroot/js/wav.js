/**
 * Samples as a WAV file: what every server reads, with nothing lost.
 */

const headerBytes = 44;

/** Most samples in a file of so many bytes. */
export const samplesIn = (bytes) => Math.floor((bytes - headerBytes) / 2);

/**
 * @param {Float32Array} samples Mono, −1 to 1; beyond it they are cut off.
 * @param {number} rate Samples per second.
 * @returns {Blob} RIFF WAVE, 16 bits.
 */
export function wavOf(samples, rate) {
  const bytes = new DataView(new ArrayBuffer(headerBytes + 2 * samples.length));
  const text = (at, letters) => [...letters].forEach((letter, i) => bytes.setUint8(at + i, letter.charCodeAt(0)));
  text(0, "RIFF");
  bytes.setUint32(4, headerBytes - 8 + 2 * samples.length, true);
  text(8, "WAVEfmt ");
  bytes.setUint32(16, 16, true);
  bytes.setUint16(20, 1, true);
  bytes.setUint16(22, 1, true);
  bytes.setUint32(24, rate, true);
  bytes.setUint32(28, 2 * rate, true);
  bytes.setUint16(32, 2, true);
  bytes.setUint16(34, 16, true);
  text(36, "data");
  bytes.setUint32(40, 2 * samples.length, true);
  samples.forEach((sample, i) => bytes.setInt16(headerBytes + 2 * i, Math.max(-1, Math.min(1, sample)) * 32767, true));
  return new Blob([bytes], { type: "audio/wav" });
}
