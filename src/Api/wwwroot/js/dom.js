/**
 * Builds elements without markup: nothing that a file or a server says can become part of the page.
 */

/**
 * @param {string} tag Name of the element.
 * @param {object} [props] `on` holds listeners by event, `data` data attributes; booleans are set as properties, everything
 *   else as attributes; null is left out.
 * @param {...(Node|string|null)} children Text or elements; null is left out.
 */
export function el(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined) continue;
    if (name === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else if (name === "data") Object.assign(element.dataset, value);
    else if (typeof value === "boolean" && name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** The element of the page with this id. */
export const byId = (id) => document.getElementById(id);

/** A value of the style sheet, so that what is drawn has the colours of the rest, in light and dark. */
export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/**
 * Calls `draw` when a drawing must be made again: its size or the colours have changed.
 * @param {Element} element What is drawn in.
 * @param {() => void} draw Draws.
 * @param {AbortSignal} [signal] Ends it, so that nothing is kept for a drawing that is gone.
 */
export function redrawOn(element, draw, signal) {
  const observer = new ResizeObserver(() => draw());
  observer.observe(element);
  signal?.addEventListener("abort", () => observer.disconnect());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => draw(), { signal });
}

/**
 * Makes a canvas as sharp as the screen and gives its context, scaled to CSS pixels; null while it has no size.
 * @param {HTMLCanvasElement} canvas The canvas.
 */
export function prepare(canvas) {
  const { clientWidth: width, clientHeight: height } = canvas;
  if (!width || !height) return null;
  const scale = Math.min(devicePixelRatio || 1, 2);
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext("2d");
  context.scale(scale, scale);
  return { context, width, height };
}
