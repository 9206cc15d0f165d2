/**
 * The mode, the thresholds and the key.
 */
import { byId } from "./dom.js";
import { texts } from "./texts.js";

/** @param {import("./settings.js").Settings} settings The visitor's. */
export function bindControls(settings) {
  for (const radio of document.querySelectorAll('input[name="mode"]')) radio.addEventListener("change", () => settings.set({ mode: radio.value }));
  for (const name of ["detectionThreshold", "classificationThreshold"]) byId(name).addEventListener("input", (event) => settings.set({ [name]: Number(event.target.value) }));
  byId("reset-thresholds").addEventListener("click", () => settings.resetThresholds());
  byId("key-form").addEventListener("submit", (event) => {
    event.preventDefault();
    settings.set({ key: byId("key").value.trim() || null });
  });
}

/**
 * Shows the thresholds as they are: a slider's steps are coarser than a model's own threshold, which is written out.
 * @param {object} values The visitor's settings.
 * @param {object} models The answer of `/models`.
 */
export function showControls(values, { stages }) {
  show("detectionThreshold", values.detectionThreshold, stages.detector.defaultThreshold);
  show("classificationThreshold", values.classificationThreshold, stages.classifier.defaultThreshold);
  byId("detection-control").hidden = values.mode === "types";
}

function show(name, chosen, own) {
  const slider = byId(name);
  const text = chosen === null ? `${own} (${texts.settings.byDefault})` : String(chosen);
  if (chosen === null) slider.value = own;
  slider.setAttribute("aria-valuetext", text);
  byId(`${name}-value`).textContent = text;
}

/** Shows where a key is entered; `isWrong` where one was and the server does not know it. */
export function askForKey(isWrong) {
  byId("key-panel").hidden = false;
  byId("key-said").textContent = isWrong ? texts.settings.keyWrong : "";
}
