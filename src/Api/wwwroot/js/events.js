/**
 * Turns the probabilities of windows into events at any threshold, as the server does: the page decides again without asking it.
 */

// Patches that the windows are made of, in seconds: their length, and from one to the next.
const patchSeconds = 0.96;
const hopSeconds = 0.48;

/**
 * @param {{startSeconds: number, endSeconds: number, probability: number}[]} segments Every window of the clip.
 * @param {number} threshold Threshold of windows and patches.
 * @param {number} duration Length of the clip, s.
 * @param {{offShare: number, trimSeconds: number, gapSeconds: number, minSeconds: number}} options The server's, in `/models`.
 * @returns {{startSeconds: number, endSeconds: number, maxProbability: number}[]} Ordered, not overlapping.
 */
export function findEvents(segments, threshold, duration, options) {
  const clip = clipOf(segments, duration);
  const stretches = [];
  for (let w = 0; w < segments.length; w++) {
    if (segments[w].probability < threshold) continue;
    let end = w;
    while (end < segments.length && segments[end].probability >= threshold) end++;
    addRun(clip, clip.first(w), clip.first(end - 1) + clip.perWindow, threshold, options, stretches);
    w = end - 1;
  }

  const events = join(stretches, options.gapSeconds).map((s) => ({ startSeconds: s.start, endSeconds: s.end, maxProbability: highest(clip, s) }));
  const length = (e) => e.endSeconds - e.startSeconds;
  const best = events.reduce((a, b) => (a && (a.maxProbability > b.maxProbability || (a.maxProbability === b.maxProbability && length(a) >= length(b))) ? a : b), null);
  return events.filter((e) => e === best || length(e) >= options.minSeconds);
}

/** Whether events are exactly the server's: each window is a pair of neighbouring patches. */
export const isExact = (window) => window?.patches === 2 && window?.hopPatches === 1;

function clipOf(segments, duration) {
  const first = (w) => Math.round(segments[w].startSeconds / hopSeconds);
  const patchesIn = ({ startSeconds, endSeconds }) => 1 + Math.max(0, Math.ceil((endSeconds - startSeconds - patchSeconds) / hopSeconds - 1e-6));
  const perWindow = patchesIn(segments[0]);
  const patches = patchProbabilities(segments, first, perWindow);
  return { segments, duration, first, perWindow, patches };
}

/** The mean over the two neighbouring pairs that hold a patch; where windows are no pairs, over all windows that hold it. */
function patchProbabilities(segments, first, perWindow) {
  const sums = [];
  const counts = [];
  segments.forEach(({ probability }, w) => {
    for (let p = first(w); p < first(w) + perWindow; p++) {
      sums[p] = (sums[p] ?? 0) + probability;
      counts[p] = (counts[p] ?? 0) + 1;
    }
  });

  // The server adds in single precision.
  return sums.map((sum, p) => Math.fround(sum) / counts[p]);
}

function addRun(clip, start, end, threshold, options, stretches) {
  const { patches } = clip;
  const on = Math.min(threshold, Math.max(...patches.slice(start, end)));
  const off = options.offShare * on;

  // A level that was lowered for this run says nothing about what lies outside it.
  const [lowest, highestEnd] = on < threshold ? [start, end] : [0, patches.length];
  for (let p = start; p < end; p++) {
    if (patches[p] < on) continue;
    let [first, after] = [p, p + 1];
    while (first > lowest && patches[first - 1] >= off) first--;
    while (after < highestEnd && patches[after] >= off) after++;
    stretches.push(bounded(clip, first, after, off, options.trimSeconds));
    p = after;
  }
}

function bounded({ patches, duration }, first, after, level, trim) {
  const [atStart, atEnd] = [first === 0, after === patches.length];
  let start = atStart ? 0 : crossing(patches, first, first - 1, level) + trim;
  let end = atEnd ? duration : crossing(patches, after - 1, after, level) - trim;
  if (!(atStart && atEnd) && end - start < hopSeconds) {
    const middle = (start + end) / 2;
    start = Math.max(0, Math.min(start, middle - hopSeconds / 2));
    end = Math.min(duration, Math.max(end, middle + hopSeconds / 2));
  }
  return { first, after, start: round4(start), end: round4(end) };
}

/** When the line from the centre of one patch to that of its neighbour crosses the level, s. */
function crossing(patches, inside, outside, level) {
  const [low, high] = [patches[outside], patches[inside]];
  const share = low >= level ? 0 : (level - low) / (high - low);
  const centre = (patch) => patch * hopSeconds + patchSeconds / 2;
  return centre(outside) * (1 - share) + centre(inside) * share;
}

function join(stretches, gap) {
  const joined = [];
  for (const next of stretches.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (!last || next.start - last.end > gap) {
      joined.push({ ...next });
      continue;
    }
    Object.assign(last, { first: Math.min(last.first, next.first), after: Math.max(last.after, next.after), end: Math.max(last.end, next.end) });
  }
  return joined;
}

function highest({ segments, first, perWindow }, stretch) {
  const within = segments.filter((_, w) => first(w) < stretch.after && first(w) + perWindow > stretch.first);
  return Math.max(0, ...within.map((segment) => segment.probability));
}

/** To four digits, halves to the even one, as the server rounds. */
function round4(value) {
  const scaled = value * 1e4;
  const floor = Math.floor(scaled);
  const half = scaled - floor;
  return (half > 0.5 || (half === 0.5 && floor % 2 !== 0) ? floor + 1 : floor) / 1e4;
}
