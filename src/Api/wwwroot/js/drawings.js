/**
 * Drawings over one axis of time: the waveform and the probability of a cry.
 */
import { colour, prepare } from "./dom.js";
import { peaks } from "./sound.js";

/** Draws a waveform, scaled to its loudest sample. */
export function drawWaveform(canvas, samples) {
  const drawing = prepare(canvas);
  if (!drawing) return;
  const { context, width, height } = drawing;
  const columns = Math.max(1, Math.floor(width));
  const values = peaks(samples, columns);
  const scale = height / 2 / Math.max(0.01, ...values.map(Math.abs));
  context.fillStyle = colour("wave");
  for (let x = 0; x < columns; x++) {
    const top = height / 2 - values[2 * x + 1] * scale;
    context.fillRect(x, top, 1, Math.max(1, height / 2 - values[2 * x] * scale - top));
  }
}

/**
 * Draws the probability of each window as a line through the windows' middles, and the threshold.
 * @param {HTMLCanvasElement} canvas Where.
 * @param {{startSeconds: number, endSeconds: number, probability: number}[]} segments The windows.
 * @param {number} duration Length of the axis, s.
 * @param {number|null} threshold Detection threshold; null where nothing is decided by it.
 */
export function drawProbability(canvas, segments, duration, threshold) {
  const drawing = prepare(canvas);
  if (!drawing || segments.length === 0) return;
  const { context, width, height } = drawing;
  const y = (probability) => 3 + (1 - probability) * (height - 6);
  const points = segments.map((s) => [((s.startSeconds + s.endSeconds) / 2 / duration) * width, y(s.probability)]);
  const line = [[0, points[0][1]], ...points, [width, points.at(-1)[1]]];

  context.strokeStyle = colour("grid");
  for (const probability of [0, 0.5, 1]) stroke(context, [[0, y(probability)], [width, y(probability)]]);

  context.fillStyle = colour("accent-soft");
  context.beginPath();
  context.moveTo(0, y(0));
  for (const [px, py] of line) context.lineTo(px, py);
  context.lineTo(width, y(0));
  context.fill();

  context.strokeStyle = colour("accent");
  context.lineWidth = 2;
  stroke(context, line);

  if (threshold === null) return;
  context.strokeStyle = colour("alert");
  context.lineWidth = 1.5;
  context.setLineDash([5, 4]);
  stroke(context, [[0, y(threshold)], [width, y(threshold)]]);
}

function stroke(context, points) {
  context.beginPath();
  for (const [x, y] of points) context.lineTo(x, y);
  context.stroke();
}
