/**
 * A row of the results: a file that waits, is on its way to the server, or has come to an answer or a problem.
 */
import { ask } from "./api.js";
import { el } from "./dom.js";
import { bytes, explain, ProblemError } from "./problems.js";
import { Result } from "./result.js";
import { fill, percent, texts } from "./texts.js";
import { verdictOf } from "./verdict.js";

// What decisions of any kind can be made of.
const query = { detectionThreshold: 0, classificationThreshold: 0, include: "segments" };

export class Card {
  #name;
  #file;
  #list;
  #isOpen;
  #result = null;
  #stop = null;
  #status = el("p", { class: "status" });
  #progress = el("progress", { max: "1" });
  #body = el("div");
  #cancel = this.#button(texts.result.cancel, () => this.#leaveQueue());
  #toggle = this.#button(texts.result.more, () => this.#show(!this.#isOpen));
  #remove = this.#button(texts.result.remove, () => this.#close());

  /** Whether it failed for the want of a key. */
  needsKey = false;

  /** What stands in the page. */
  element = el("article", { class: "card", tabindex: "-1" });

  /**
   * @param {string} name Name of the file.
   * @param {Blob} file The file.
   * @param {import("./cards.js").Cards} list The list that it stands in.
   * @param {boolean} isOpen Whether all of the result is shown at first.
   */
  constructor(name, file, list, isOpen) {
    [this.#name, this.#file, this.#list, this.#isOpen] = [name, file, list, isOpen];
    for (const [button, action] of [[this.#cancel, texts.result.cancel], [this.#toggle, texts.result.more], [this.#remove, texts.result.remove]]) this.#label(button, action);
    this.#progress.setAttribute("aria-label", name);
    this.element.setAttribute("aria-label", name);
    const buttons = el("div", { class: "bar-of-buttons" }, this.#toggle, this.#cancel, this.#remove);
    const head = el("header", {}, el("h3", {}, name), el("span", { class: "hint" }, bytes(file.size)), buttons);
    this.element.append(head, this.#status, this.#progress, this.#body);
    this.wait(texts.result.queued);
  }

  /** The last decision; null before there is one. */
  get decision() {
    return this.#result?.decision ?? null;
  }

  /** Shows that it waits for its turn. */
  wait(why) {
    this.needsKey = false;
    this.#body.replaceChildren();
    this.#look({ status: why, isBusy: true });
  }

  /** Asks the server. */
  async run() {
    const { settings, say } = this.#list;
    this.#stop = new AbortController();
    this.#look({ status: "", isBusy: true, hasProgress: true });
    this.#sent(0);
    let hasWaited = false;
    try {
      await this.#check();
      const reply = await ask("analyze", query, this.#file, {
        limits: this.#list.models().limits,
        key: settings.values.key,
        signal: this.#stop.signal,
        onProgress: (share) => this.#sent(share),
        onWait: (seconds) => {
          this.#status.textContent = fill(texts.result.waiting, { seconds });
          if (!hasWaited) say(`${this.#name}: ${this.#status.textContent}`);
          hasWaited = true;
        },
      });
      this.#result = new Result(this.#name, this.#file, reply, await this.#list.modelsOf(reply.answer));
      this.#result.update(settings.values);
      this.#body.replaceChildren(this.#result.element);
      this.#look({ isBusy: false });
      this.#show(this.#isOpen);
      say(fill(texts.result.done, { name: this.#name, verdict: verdictOf(this.decision).text }));
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Decides again, and tells where the verdict is another. */
  update() {
    if (!this.#result) return;
    const before = verdictOf(this.decision).text;
    this.#result.update(this.#list.settings.values);
    const { text } = verdictOf(this.decision);
    if (text !== before) this.#list.say(fill(texts.result.done, { name: this.#name, verdict: text }));
  }

  /** Asks once more after a failure. */
  retry() {
    this.wait(texts.result.queued);
    this.element.focus();
    this.#list.again(this);
  }

  /** What can be told without the server: it is too large, or can't be read any more. */
  async #check() {
    if (this.#file.size > this.#list.models().limits.maxBodyBytes) throw new ProblemError("body_too_large");
    await this.#file.slice(0, 1).arrayBuffer().catch(() => {
      throw new ProblemError("unreadable");
    });
  }

  #sent(share) {
    if (share < 1) this.#progress.value = share;
    else this.#progress.removeAttribute("value");
    this.#status.textContent = share < 1 ? fill(texts.result.uploading, { percent: percent(share) }) : texts.result.computing;
  }

  #look({ status = null, isBusy, hasProgress = false }) {
    this.#status.textContent = status;
    this.#status.hidden = this.#cancel.hidden = !isBusy;
    this.#progress.hidden = !hasProgress;
    this.#remove.hidden = isBusy;
    this.#toggle.hidden = isBusy || this.#result === null;
    this.element.setAttribute("aria-busy", String(isBusy));
  }

  #fail(error) {
    const again = this.#button(texts.result.again, () => this.retry());
    this.#label(again, texts.result.again);
    const hadFocus = this.element.contains(document.activeElement);
    this.#look({ isBusy: false });
    if (error.name === "AbortError") {
      this.#body.replaceChildren(el("p", { class: "hint" }, texts.result.cancelled), again);
      this.#list.say(fill(texts.result.failed, { name: this.#name, problem: texts.result.cancelled }));
    } else {
      this.#body.replaceChildren(this.#problem(error), again);
    }
    if (hadFocus) again.focus();
  }

  /** What is no problem that the server told is an answer that nobody could make sense of. */
  #problem(error) {
    const problem = error instanceof ProblemError ? error : new ProblemError("malformed");
    if (problem !== error) console.error(error);
    this.needsKey = problem.code === "unauthorized";
    const { title, advice, detail, support } = explain(problem, this.#list.models()?.limits ?? null);
    const small = [detail, support].filter(Boolean).map((text) => el("p", { class: "hint" }, text));
    this.#list.say(fill(texts.result.failed, { name: this.#name, problem: title }));
    if (this.needsKey) this.#list.askForKey();
    return el("div", { class: "problem" }, el("p", { class: "says" }, title), el("p", {}, advice), ...small);
  }

  #show(isOpen) {
    this.#isOpen = isOpen;
    this.#toggle.setAttribute("aria-expanded", String(isOpen));
    this.#result.show(isOpen, this.#list.settings.values);
  }

  #leaveQueue() {
    const reason = new DOMException("", "AbortError");
    if (this.#list.drop(this)) this.#fail(reason);
    else this.#stop.abort(reason);
  }

  #close() {
    this.#result?.close();
    this.#list.removed(this);
  }

  #button(action, click) {
    return el("button", { type: "button", on: { click } }, action);
  }

  #label(button, action) {
    button.setAttribute("aria-label", fill(texts.result.of, { action, name: this.#name }));
  }
}
