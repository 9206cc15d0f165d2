/**
 * What the visitor has chosen. Thresholds and prior are null as long as they are the server's own, which no slider's step may round.
 */

const initial = () => ({ mode: "full", detectionThreshold: null, classificationThreshold: null, prior: null, key: null });

export class Settings extends EventTarget {
  #values = initial();

  get values() {
    return this.#values;
  }

  /** Changes some and tells it: `change` is an event of this object. */
  set(changes) {
    this.#values = { ...this.#values, ...changes };
    this.dispatchEvent(new CustomEvent("change", { detail: changes }));
  }

  /** The models' own thresholds again; mode, prior and key stay. */
  resetThresholds() {
    this.set({ detectionThreshold: null, classificationThreshold: null });
  }
}

/**
 * Weights of the types as the text that the API takes and the values it makes of it: four digits, cut off so that the sum is at most 1,
 * then scaled to 1.
 * @param {Record<string, number>} weights Type → weight, ≥ 0, not all 0.
 */
export function priorOf(weights) {
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  const cut = Object.entries(weights).map(([type, weight]) => [type, Math.floor((weight / total) * 1e4) / 1e4]);
  const sum = cut.reduce((all, [, share]) => all + share, 0);
  return { text: cut.map(([type, share]) => `${type}:${share}`).join(","), shares: Object.fromEntries(cut.map(([type, share]) => [type, share / sum])) };
}

/**
 * A rule of thumb, not measured: hunger quadruples with each two hours beyond two since the last feed, wind is likely right after it, tiredness
 * quadruples with each hour and a half beyond one and a half awake. Each weight becomes a quarter to four times what it was.
 * @param {Record<string, number>} prior Type → probability where nothing is known.
 * @param {number|null} fedHours Hours since the last feed; null when it is not known.
 * @param {number|null} awakeHours Hours since the last nap ended; null when it is not known.
 * @returns {Record<string, number>} Type → weight.
 */
export function weightsOf(prior, fedHours, awakeHours) {
  const within = (exponent) => 4 ** Math.max(-1, Math.min(1, exponent));
  const known = {
    ...(fedHours === null ? {} : { hungry: within((fedHours - 2) / 2), burping: within(1 - fedHours) }),
    ...(awakeHours === null ? {} : { tired: within((awakeHours - 1.5) / 1.5) }),
  };
  return Object.fromEntries(Object.entries(prior).map(([type, share]) => [type, share * (known[type] ?? 1)]));
}
