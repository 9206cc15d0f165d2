/**
 * A decision in words.
 */
import { el } from "./dom.js";
import { fill, percent, texts, typeName } from "./texts.js";

/** Classification of a decision in either mode; null where there is no cry. */
export const classificationOf = (decision) => ("outcome" in decision ? decision.classification : decision);

/** The verdict in a few words, and which kind it is, for its colour. */
export function verdictOf(decision) {
  const classification = classificationOf(decision);
  const type = classification?.cryType;
  if (!("outcome" in decision)) return type ? { kind: "cry", text: fill(texts.result.typeOnly, { type: typeName(type).toLowerCase() }) } : { kind: "quiet", text: texts.result.noType };
  if (decision.outcome === "not_cry") return { kind: "quiet", text: texts.result.notCry };
  return type ? { kind: "cry", text: fill(texts.result.cry, { type: typeName(type).toLowerCase() }) } : { kind: "unsure", text: texts.result.uncertain };
}

/**
 * @param {object} decision What `decide` made of the answer.
 * @returns {HTMLElement} Verdict, probability, and what they stand on.
 */
export function verdictView(decision) {
  const { kind, text } = verdictOf(decision);
  const classification = classificationOf(decision);
  return el(
    "div",
    { class: `verdict ${kind}` },
    el("p", { class: "says" }, text),
    decision.detection ? probability(decision.detection) : null,
    classification ? el("p", { class: "hint" }, because(classification)) : null,
  );
}

function probability({ probability, threshold }) {
  const meter = el("div", { class: "rail", "aria-hidden": "true" }, el("div", { class: "fill" }), el("div", { class: "tick" }));
  meter.children[0].style.width = `${100 * probability}%`;
  meter.children[1].style.left = `${100 * threshold}%`;
  return el(
    "div",
    { class: "bar" },
    el("span", {}, texts.result.probability),
    meter,
    el("span", { class: "figure" }, `${percent(probability, 1)} `, el("span", { class: "hint" }, fill(texts.result.threshold, { value: String(threshold) }))),
  );
}

function because({ probabilities, confidence, threshold }) {
  const best = Object.keys(probabilities).reduce((a, b) => (probabilities[b] > probabilities[a] ? b : a));
  return fill(texts.result.confidence, { type: typeName(best).toLowerCase(), confidence: percent(confidence), threshold: percent(threshold, Number.isInteger(100 * threshold) ? 0 : 1) });
}
