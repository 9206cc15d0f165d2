/**
 * Puts the parts of the page together.
 */
import { exists, getModels } from "./api.js";
import { Cards } from "./cards.js";
import { askForKey, bindControls, showControls } from "./controls.js";
import { byId, el } from "./dom.js";
import { takeFiles } from "./files.js";
import { Live } from "./live.js";
import { showModels } from "./models.js";
import { Prior } from "./prior.js";
import { explain, ProblemError } from "./problems.js";
import { Recorder } from "./recorder.js";
import { Settings } from "./settings.js";
import { fill, fillPage, texts } from "./texts.js";

fillPage();
fillLengths(byId("record-length"), [2, 3, 5, 7, 10], 7, true);
fillLengths(byId("live-window"), [2, 3, 4, 5, 7, 10], 4, false);

const settings = new Settings();
const cards = new Cards(settings, showKey, load);
let prior = null;
let loads = 0;

bindControls(settings);
takeFiles((files) => cards.add(files));
new Recorder((files) => cards.add(files), () => cards.models()?.limits ?? null);
const live = new Live(settings, cards.models, showKey);
settings.addEventListener("change", ({ detail }) => {
  if ("key" in detail) load();
  if (cards.models()) showControls(settings.values, cards.models());
});
byId("retry-models").addEventListener("click", load);

function showKey() {
  askForKey(settings.values.key !== null);
  cards.waitForKey();
  cards.say(texts.problems.unauthorized[0]);
}

/** Asks for the models: nothing can be decided without their thresholds. Only the newest of several counts. */
async function load() {
  const mine = ++loads;
  const problem = byId("models-problem");
  problem.hidden = true;
  try {
    const models = await getModels(settings.values.key, (seconds) => cards.say(fill(texts.result.waiting, { seconds })));
    if (mine !== loads) return;
    byId("key-panel").hidden = true;
    showModels(models);
    showControls(settings.values, models);
    prior ??= new Prior(settings, models.decision.prior);
    cards.use(models);
    cards.repeatRefused();
  } catch (error) {
    if (mine !== loads) return;
    if (error.code === "unauthorized") {
      showKey();
      return;
    }
    if (!(error instanceof ProblemError)) console.error(error);
    const { title, advice } = explain(error instanceof ProblemError ? error : new ProblemError("malformed"), null);
    byId("models-said").textContent = `${fill(texts.models.failed, { problem: title })}. ${advice}`;
    problem.hidden = false;
  }
}

/** Choices of seconds; the empty value stands for no end. */
function fillLengths(select, lengths, chosen, hasManual) {
  const options = lengths.map((n) => el("option", { value: String(n), selected: n === chosen }, fill(texts.microphone.seconds, { n })));
  select.append(...options, ...(hasManual ? [el("option", { value: "" }, texts.microphone.manual)] : []));
}

// Documentation may be on another port, for operators alone.
for (const link of document.querySelectorAll("[data-if-served]")) exists(link.getAttribute("href")).then((isServed) => (link.hidden = !isServed));

load();

/** For tests and the console: what the page has decided and heard. */
globalThis.cryapi = Object.freeze({ decisions: () => cards.decisions, history: () => live.history });
