/**
 * The acoustic descriptors with their units.
 */
import { el } from "./dom.js";
import { texts } from "./texts.js";

/**
 * @param {object} acoustics The descriptors of an answer; null where one can't be measured.
 * @returns {HTMLElement}
 */
export const acousticsView = (acoustics) =>
  el(
    "section",
    { class: "acoustics" },
    el("h4", {}, texts.acoustics.heading),
    el(
      "table",
      {},
      el("caption", { class: "visually-hidden" }, texts.acoustics.caption),
      el("thead", { class: "visually-hidden" }, el("tr", {}, el("th", { scope: "col" }, texts.acoustics.name), el("th", { scope: "col" }, texts.acoustics.value))),
      el("tbody", {}, ...Object.entries(acoustics).map(([key, value]) => row(key, value))),
    ),
  );

/** A descriptor that is new to this page is shown as it is. */
function row(key, value) {
  const [name, unit, digits] = Array.isArray(texts.acoustics[key]) ? texts.acoustics[key] : [key, "", 3];
  const shown = value === null ? texts.acoustics.unknown : `${(unit === "%" ? 100 * value : value).toFixed(digits)} ${unit}`.trim();
  return el("tr", {}, el("th", { scope: "row" }, name), el("td", { class: value === null ? "hint" : null }, shown));
}
