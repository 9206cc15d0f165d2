/**
 * The five types: the vote of the classifier and what it is worth, side by side.
 */
import { el } from "./dom.js";
import { fill, percent, texts, typeName } from "./texts.js";

const seconds = (value) => value.toFixed(1);

/**
 * @param {object} classification A classification as the API gives it.
 * @returns {HTMLElement}
 */
export function voteView(classification) {
  const { probabilities, calibrated, threshold, cryType } = classification;
  const columns = [texts.vote.type, texts.vote.vote, ...(calibrated ? [texts.vote.calibrated, texts.vote.set] : [])];
  const rows = Object.keys(probabilities).map((type) =>
    el(
      "tr",
      { class: type === cryType ? "named" : null },
      el("th", { scope: "row" }, typeName(type)),
      el("td", {}, bar(probabilities[type], "vote", threshold)),
      calibrated ? el("td", {}, bar(calibrated.probabilities[type], "calibrated")) : null,
      calibrated ? el("td", {}, membership(calibrated.predictionSet.includes(type))) : null,
    ),
  );
  return el(
    "section",
    { class: "vote" },
    el("h4", {}, texts.vote.heading),
    el(
      "table",
      {},
      el("caption", { class: "visually-hidden" }, texts.vote.caption),
      el("thead", {}, el("tr", {}, ...columns.map((column) => el("th", { scope: "col" }, column)))),
      el("tbody", {}, ...rows),
    ),
    calibrated ? el("p", { class: "evidence" }, texts.vote.evidence[calibrated.evidence] ?? calibrated.evidence) : null,
    calibrated ? el("p", { class: "hint" }, fill(texts.vote.setNote, { coverage: percent(calibrated.coverage) })) : null,
    el("p", { class: "hint" }, fill(texts.vote.part, { start: seconds(classification.startSeconds), end: seconds(classification.endSeconds) })),
  );
}

/** A probability as a bar with its figure, and a tick where the threshold is. */
function bar(probability, kind, threshold = null) {
  const filled = el("div", { class: `fill ${kind}` });
  filled.style.width = percent(probability, 1).replace(" ", "");
  const tick = threshold === null ? null : el("div", { class: "tick" });
  if (tick) tick.style.left = percent(threshold, 1).replace(" ", "");
  return el("div", { class: "bar" }, el("div", { class: "rail", "aria-hidden": "true" }, filled, tick), el("span", {}, percent(probability)));
}

const membership = (isIn) =>
  el("span", {}, el("span", { "aria-hidden": "true" }, isIn ? "●" : "○"), el("span", { class: "visually-hidden" }, isIn ? texts.vote.inSet : texts.vote.outOfSet));
