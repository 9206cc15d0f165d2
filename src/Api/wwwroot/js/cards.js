/**
 * The list of results, newest first. Two files are on their way at a time: the server has other callers too.
 */
import { Card } from "./card.js";
import { byId } from "./dom.js";
import { texts } from "./texts.js";

const mostAtOnce = 2;

export class Cards {
  #list = byId("cards");
  #none = byId("no-cards");
  #said = byId("said");
  #cards = new Set();
  #waiting = [];
  #running = 0;
  #models = null;
  #reload;

  /**
   * @param {import("./settings.js").Settings} settings The visitor's.
   * @param {() => void} askForKey Shows where a key is entered.
   * @param {() => Promise<object|null>} reload Asks for the models once more.
   */
  constructor(settings, askForKey, reload) {
    [this.settings, this.askForKey, this.#reload] = [settings, askForKey, reload];
    settings.addEventListener("change", () => this.#update());
  }

  /** The answer of `/models`. */
  models = () => this.#models;

  /** Tells screen readers. */
  say = (text) => (this.#said.textContent = text);

  /** From now on these are the models; what waited for them goes on. */
  use(models) {
    this.#models = models;
    this.#next();
  }

  /** The models that gave an answer: a server may have exchanged them since they were asked for. */
  async modelsOf({ detection, classification }) {
    const isOf = (model, stage) => model.name === stage.name && model.version === stage.version;
    const { detector, classifier } = this.#models.stages;
    if (!isOf(detection.model, detector) || !isOf(classification.model, classifier)) await this.#reload();
    return this.#models;
  }

  /** Analyses files. Of several only the verdicts are shown at first. */
  add(files) {
    for (const file of files) {
      const card = new Card(file.name, file, this, files.length === 1);
      this.#cards.add(card);
      this.#list.prepend(card.element);
      this.#waiting.push(card);
    }
    this.#none.hidden = this.#cards.size > 0;

    // On a phone the results are below all else.
    if (this.#list.getBoundingClientRect().top > innerHeight) byId("results-heading").scrollIntoView();
    this.#next();
  }

  /** Nothing can be asked for without a key. */
  waitForKey() {
    for (const card of this.#waiting) card.wait(texts.result.needsKey);
  }

  /** What failed for the want of a key is asked for again. */
  repeatRefused() {
    for (const card of this.#cards) if (card.needsKey) card.retry();
  }

  again(card) {
    this.#waiting.push(card);
    this.#next();
  }

  /** Takes a card out of the queue; false where it is not in it. */
  drop(card) {
    const at = this.#waiting.indexOf(card);
    if (at >= 0) this.#waiting.splice(at, 1);
    return at >= 0;
  }

  removed(card) {
    card.element.remove();
    this.#cards.delete(card);
    this.#none.hidden = this.#cards.size > 0;
    byId("results-heading").focus();
  }

  /** The last decisions, newest first. */
  get decisions() {
    return [...this.#cards].reverse().map((card) => card.decision);
  }

  #update() {
    for (const card of this.#cards) card.update();
  }

  #next() {
    while (this.#models && this.#running < mostAtOnce && this.#waiting.length > 0) {
      this.#running++;
      this.#waiting.shift().run().finally(() => {
        this.#running--;
        this.#next();
      });
    }
  }
}
