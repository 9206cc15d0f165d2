/**
 * Decides again, with other thresholds and another prior, what an answer says: the same object, member by member, as the API would give.
 * The answer is one of `/analyze?detectionThreshold=0&classificationThreshold=0&include=segments`, which holds all that decisions need.
 */
import { findEvents } from "./events.js";

/** Labels of the API where no type reaches the threshold. */
const notACry = "Normal / Not a Cry";
const uncertain = "Cry, type uncertain";

/**
 * @param {object} answer The raw answer of `/analyze`.
 * @param {object} settings See settings.js: `mode`, `detectionThreshold`, `classificationThreshold`, `prior`; null where the model's own holds.
 * @param {object} models The answer of `/models`.
 * @returns {object} An answer of `/analyze`, or of `/classify` where the mode is `types`.
 */
export function decide(answer, settings, models) {
  if (settings.mode === "types") {
    const { model, ...types } = decideTypes(answer.classification, settings, models, notACry);
    return { ...types, acoustics: answer.acoustics, audio: answer.audio, model };
  }

  const detection = decideDetection(answer, settings, models);
  const classification = detection.isCry ? decideTypes(answer.classification, settings, models, uncertain) : null;
  const outcome = classification === null ? "not_cry" : classification.cryType === null ? "cry_type_uncertain" : "cry";
  return { outcome, detection, classification, acoustics: detection.isCry ? answer.acoustics : null, audio: answer.audio };
}

function decideDetection({ detection, audio }, settings, models) {
  const threshold = settings.detectionThreshold ?? models.stages.detector.defaultThreshold;
  const { probability, segments, model } = detection;
  const isCry = probability >= threshold;
  const events = isCry ? findEvents(segments, threshold, audio.durationSeconds, models.decision.events) : [];
  return { isCry, probability, threshold, events, model };
}

function decideTypes(classification, settings, models, otherwise) {
  const threshold = settings.classificationThreshold ?? models.stages.classifier.defaultThreshold;
  const { cryType, label, threshold: asked, calibrated, ...rest } = classification;
  const isNamed = rest.confidence >= threshold;
  const weighed = calibrated && settings.prior ? { calibrated: { ...calibrated, ...reweigh(calibrated, settings.prior) } } : calibrated ? { calibrated } : {};
  const { confidence, probabilities, ...after } = rest;
  return { cryType: isNamed ? cryType : null, label: isNamed ? label : otherwise, confidence, threshold, probabilities, ...weighed, ...after };
}

/**
 * Bayes' rule: probabilities ∝ likelihood · prior, where the likelihood is what the server's probabilities are beyond its own prior. That can't be
 * told where the server's is 0; there the visitor is not asked for one.
 */
function reweigh({ probabilities, prior: old }, prior) {
  const products = Object.keys(probabilities).map((type) => [type, (probabilities[type] / old[type]) * prior[type]]);
  const total = products.reduce((sum, [, product]) => sum + product, 0);
  return { probabilities: total > 0 ? Object.fromEntries(products.map(([type, product]) => [type, product / total])) : { ...prior }, prior };
}
