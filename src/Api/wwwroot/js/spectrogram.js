/**
 * Short-time Fourier transform for a picture: one column per pixel, whatever the length of the clip.
 */

const frameLength = 512;

// dB below the loudest cell that are still drawn.
const range = 70;

/** Hann window; see any text on spectral analysis. */
const hann = Float32Array.from({ length: frameLength }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / frameLength));

/**
 * @param {Float32Array} samples Mono, −1 to 1.
 * @param {number} columns Columns of the picture, ≥ 1.
 * @returns {{columns: number, rows: number, levels: Uint8ClampedArray}} Levels column by column, lowest frequency first: 0 is 70 dB below
 *   the loudest, 255 the loudest. Rows reach from 0 Hz to half the sample rate.
 */
export function spectrogram(samples, columns) {
  const rows = frameLength / 2;
  const powers = new Float32Array(columns * rows);
  const re = new Float32Array(frameLength);
  const im = new Float32Array(frameLength);
  let loudest = 1e-12;
  for (let column = 0; column < columns; column++) {
    const centre = Math.round(((column + 0.5) / columns) * samples.length);
    for (let i = 0; i < frameLength; i++) {
      re[i] = (samples[centre - frameLength / 2 + i] ?? 0) * hann[i];
      im[i] = 0;
    }
    transform(re, im);
    for (let row = 0; row < rows; row++) {
      const power = re[row] ** 2 + im[row] ** 2;
      powers[column * rows + row] = power;
      if (power > loudest) loudest = power;
    }
  }
  const levels = Uint8ClampedArray.from(powers, (power) => 255 * (1 + (10 * Math.log10(power / loudest + 1e-12)) / range));
  return { columns, rows, levels };
}

/** Cooley and Tukey's fast Fourier transform in place; the length is a power of two. */
function transform(re, im) {
  const n = re.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      [re[i], re[j]] = [re[j], re[i]];
      [im[i], im[j]] = [im[j], im[i]];
    }
  }
  for (let size = 2; size <= n; size <<= 1) {
    const angle = (-2 * Math.PI) / size;
    for (let k = 0; k < size / 2; k++) {
      const [c, s] = [Math.cos(angle * k), Math.sin(angle * k)];
      for (let i = k; i < n; i += size) {
        const j = i + size / 2;
        const [x, y] = [re[j] * c - im[j] * s, re[j] * s + im[j] * c];
        [re[j], im[j]] = [re[i] - x, im[i] - y];
        re[i] += x;
        im[i] += y;
      }
    }
  }
}

// Dark to light, so that it reads without colours too.
const stops = [
  [10, 8, 40],
  [76, 22, 110],
  [178, 54, 92],
  [244, 132, 54],
  [252, 244, 190],
];

const palette = Array.from({ length: 256 }, (_, level) => {
  const at = (level / 255) * (stops.length - 1);
  const low = Math.min(Math.floor(at), stops.length - 2);
  return stops[low].map((from, channel) => from + (stops[low + 1][channel] - from) * (at - low));
});

/** Draws it over the whole of a canvas. */
export function paint(canvas, { columns, rows, levels }) {
  canvas.width = columns;
  canvas.height = rows;
  const context = canvas.getContext("2d");
  const image = context.createImageData(columns, rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = 4 * ((rows - 1 - row) * columns + column);
      image.data.set(palette[levels[column * rows + row]], at);
      image.data[at + 3] = 255;
    }
  }
  context.putImageData(image, 0, 0);
}
