/**
 * What a file sounds like to this browser: samples for drawing, where it can decode the format.
 */

// Rate of the samples that are drawn, Hz: that of the models, and a third of what a phone records.
const rate = 16000;

/**
 * @param {Blob} file The file.
 * @returns {Promise<Float32Array|null>} Mono samples at 16 kHz; null where the browser can't decode it.
 */
export async function samplesOf(file) {
  try {
    const decoded = await new OfflineAudioContext(1, 1, rate).decodeAudioData(await file.arrayBuffer());
    const mono = decoded.getChannelData(0).slice();
    for (let channel = 1; channel < decoded.numberOfChannels; channel++) {
      const more = decoded.getChannelData(channel);
      for (let i = 0; i < mono.length; i++) mono[i] += more[i];
    }
    return decoded.numberOfChannels > 1 ? mono.map((sample) => sample / decoded.numberOfChannels) : mono;
  } catch {
    return null;
  }
}

/** Lowest and highest sample of each of so many stretches, after each other. */
export function peaks(samples, columns) {
  const values = new Float32Array(2 * columns);
  for (let column = 0; column < columns; column++) {
    const end = Math.floor(((column + 1) / columns) * samples.length);
    let [low, high] = [0, 0];
    for (let i = Math.floor((column / columns) * samples.length); i < end; i++) {
      if (samples[i] < low) low = samples[i];
      else if (samples[i] > high) high = samples[i];
    }
    values[2 * column] = low;
    values[2 * column + 1] = high;
  }
  return values;
}
