/**
 * What the server says of its models: the notice, what it takes, and the figures with their baselines.
 */
import { byId, el } from "./dom.js";
import { bytes, minutes } from "./problems.js";
import { fill, percent, texts } from "./texts.js";

/** @param {object} models The answer of `/models`. */
export function showModels(models) {
  byId("notice-figure").textContent = figureOf(models);
  const { formats, limits } = models;
  byId("formats").textContent = fill(texts.sources.formats, { count: formats.length, size: bytes(limits.maxBodyBytes), minutes: minutes(limits.maxDurationSeconds) });
  byId("format-list").replaceChildren(...formats.map((format) => el("li", {}, format)));
  byId("models").replaceChildren(
    el("p", {}, fill(texts.models.bundle, models)),
    ...Object.values(models.stages).map((stage) => stageView(stage)),
  );
}

/** What the answers are worth, as the manifest says. */
function figureOf({ stages }) {
  const told = [
    [texts.notice.detection, stages.detector, "accuracy"],
    [texts.notice.types, stages.classifier, "balanced_accuracy"],
  ].flatMap(([text, { figures }, name]) => figures.filter((figure) => figure.name === name).map(({ value, baseline }) => fill(text, { value: percent(value), baseline: percent(baseline) })));
  return told.join(" ") || texts.notice.unknown;
}

function stageView(stage) {
  const facts = [[texts.models.sha, stage.sha256], ...(stage.defaultThreshold === null ? [] : [[texts.models.threshold, String(stage.defaultThreshold)]])];
  const protocols = [...new Set(stage.figures.map(({ protocol }) => protocol))];
  return el(
    "section",
    {},
    el("h3", {}, fill(texts.models.stage, stage)),
    el("dl", {}, ...facts.flatMap(([term, value]) => [el("dt", {}, term), el("dd", {}, value)])),
    figuresView(stage),
    ...protocols.map((protocol) => el("p", { class: "hint" }, `${texts.models.protocol}: ${protocol}.`)),
    el("details", {}, el("summary", {}, `${texts.models.data} (${stage.name})`), el("ul", {}, ...stage.training.map((origin) => el("li", {}, fill(texts.models.clips, origin))))),
  );
}

function figuresView({ name, figures }) {
  const shown = (value) => (value === null ? "" : String(Number(value.toFixed(3))));
  const rows = figures.map((figure) => el("tr", {}, el("th", { scope: "row" }, figure.name.replaceAll("_", " ")), el("td", {}, shown(figure.value)), el("td", {}, shown(figure.baseline))));
  const columns = [texts.models.figure, texts.models.value, texts.models.baseline];
  return el(
    "table",
    { class: "figures" },
    el("caption", {}, fill(texts.models.figures, { name })),
    el("thead", {}, el("tr", {}, ...columns.map((column) => el("th", { scope: "col" }, column)))),
    el("tbody", {}, ...rows),
  );
}
