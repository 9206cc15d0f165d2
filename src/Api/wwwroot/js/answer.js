/**
 * The answer for developers: a request as a curl line, and the JSON that it gives.
 */
import { address } from "./api.js";
import { el } from "./dom.js";
import { texts } from "./texts.js";

/**
 * A line for a POSIX shell.
 * @param {string} name Name of the file.
 * @param {object} settings The visitor's settings; what is the server's own is left out.
 * @param {string|null} prior The prior as text.
 */
export function curlLine(name, settings, prior) {
  const isTypes = settings.mode === "types";
  const query = isTypes
    ? { threshold: settings.classificationThreshold, prior }
    : { detectionThreshold: settings.detectionThreshold, classificationThreshold: settings.classificationThreshold, prior };
  const url = address(isTypes ? "classify" : "analyze", query);

  // Colons and commas of a prior need no escape in a query, and read better without.
  const readable = url.href.replaceAll("%3A", ":").replaceAll("%2C", ",");
  const key = settings.key ? ' -H "X-Api-Key: $CRYAPI_KEY"' : "";
  return `curl${key} --data-binary ${quoted(`@${name}`)} ${quoted(readable)}`;
}

const quoted = (text) => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/**
 * @param {string} name Name of the file.
 * @param {string} curl The line.
 * @param {object} decision The answer that it gives.
 * @returns {HTMLElement}
 */
export function answerView(name, curl, decision) {
  const json = JSON.stringify(decision, null, 2);
  return el(
    "section",
    { class: "answer" },
    el("h4", {}, texts.answer.heading),
    copyable(name, texts.answer.curl, texts.answer.copyCurl, curl, "curl"),
    copyable(name, texts.answer.json, texts.answer.copyJson, json, "json"),
  );
}

function copyable(name, heading, label, text, kind) {
  const said = el("span", { role: "status", class: "hint" });
  const copy = async () => {
    try {
      // There is none on pages that came over plain HTTP.
      await navigator.clipboard.writeText(text);
      said.textContent = texts.answer.copied;
    } catch {
      said.textContent = texts.answer.notCopied;
    }
  };
  return el(
    "div",
    { class: "copyable" },
    el("div", { class: "bar-of-buttons" }, el("h5", {}, heading), el("button", { type: "button", "aria-label": `${label}: ${name}`, on: { click: copy } }, texts.answer.copy), said),
    el("pre", { class: kind, tabindex: "0", role: "group", "aria-label": `${heading}: ${name}` }, text),
  );
}
