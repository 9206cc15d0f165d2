/**
 * What the visitor knows before anything is heard, as weights of the types.
 */
import { byId, el } from "./dom.js";
import { priorOf, weightsOf } from "./settings.js";
import { fill, percent, texts, typeName } from "./texts.js";

// Weights of the sliders are shares of 100; none may be 0, as nothing that is heard could then speak for the type.
const least = 1;

export class Prior {
  #settings;
  #server;
  #sliders = {};
  #fed = knowledge("fed", texts.prior.fed);
  #nap = knowledge("nap", texts.prior.nap);

  /**
   * @param {import("./settings.js").Settings} settings The visitor's.
   * @param {Record<string, number>} server The prior that the server uses where it is given none.
   */
  constructor(settings, server) {
    [this.#settings, this.#server] = [settings, server];

    // What its own prior rules out can't be weighed again without another request.
    const isFixed = Object.values(server).includes(0);
    byId("prior-fixed").hidden = !isFixed;
    byId("prior").hidden = isFixed;
    byId("knowledge").replaceChildren(this.#fed.element, this.#nap.element);
    byId("weights").replaceChildren(...Object.keys(server).map((type) => this.#row(type)));
    for (const source of [this.#fed, this.#nap]) source.element.addEventListener("input", () => this.#know());
    byId("reset-prior").addEventListener("click", () => this.#reset());
    this.#show(server);
  }

  /** The rule of thumb moves the five sliders. */
  #know() {
    const [fed, nap] = [this.#fed.hours(), this.#nap.hours()];
    const weights = weightsOf(this.#server, fed, nap);
    this.#show(weights);
    this.#settings.set({ prior: fed === null && nap === null ? null : weights });
  }

  #reset() {
    this.#fed.forget();
    this.#nap.forget();
    this.#show(this.#server);
    this.#settings.set({ prior: null });
  }

  #row(type) {
    const id = `weight-${type}`;
    const slider = el("input", { id, type: "range", min: String(least), max: "100", step: "1", on: { input: () => this.#weigh() } });
    const value = el("span", { class: "value" });
    this.#sliders[type] = { slider, value };
    return el("div", { class: "control" }, el("label", { for: id }, typeName(type)), slider, value);
  }

  #weigh() {
    const weights = Object.fromEntries(Object.entries(this.#sliders).map(([type, { slider }]) => [type, Number(slider.value)]));
    this.#write(weights);
    this.#settings.set({ prior: weights });
  }

  #show(weights) {
    const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
    for (const [type, { slider }] of Object.entries(this.#sliders)) slider.value = (100 * weights[type]) / total;
    this.#write(weights);
  }

  #write(weights) {
    const { shares } = priorOf(weights);
    for (const [type, { slider, value }] of Object.entries(this.#sliders)) {
      value.textContent = percent(shares[type]);
      slider.setAttribute("aria-valuetext", value.textContent);
    }
  }
}

/** A slider of hours that holds only where it is said to be known. */
function knowledge(id, what) {
  const known = el("input", { id: `${id}-known`, type: "checkbox", "aria-label": fill(texts.prior.know, { what: what.toLowerCase() }) });
  const slider = el("input", { id, type: "range", min: "0", max: "6", step: "0.25", value: "2", disabled: true });
  const value = el("span", { class: "value" }, texts.prior.unknown);
  const hours = () => (known.checked ? Number(slider.value) : null);
  const show = () => {
    slider.disabled = !known.checked;
    const text = known.checked ? fill(texts.prior.hours, { hours: slider.value }) : texts.prior.unknown;
    value.textContent = text;
    slider.setAttribute("aria-valuetext", text);
  };
  const element = el("div", { class: "control knowledge" }, known, el("label", { for: id }, what), slider, value);
  element.addEventListener("input", show);
  const forget = () => {
    known.checked = false;
    show();
  };
  return { element, hours, forget };
}
