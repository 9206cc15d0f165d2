/**
 * Files that are dropped or chosen, and the samples that the service brings along.
 */
import { address } from "./api.js";
import { byId } from "./dom.js";
import { texts } from "./texts.js";

/** Files that the visitor has nowhere: recordings, and samples of the service. Who wants to ask with curl must save them first. */
export const unsaved = new WeakSet();

/** @param {(files: File[]) => void} add Takes them. */
export function takeFiles(add) {
  const [zone, input] = [byId("drop"), byId("files")];
  byId("browse").addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    add([...input.files]);
    input.value = "";
  });

  // Dropped beside the zone, a file would be opened in the place of the page.
  const hasFiles = (event) => event.dataTransfer.types.includes("Files");
  addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    zone.classList.add("over");
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) zone.classList.remove("over");
  });
  addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    zone.classList.remove("over");
    add([...event.dataTransfer.files]);
  });

  for (const button of document.querySelectorAll("[data-sample]")) button.addEventListener("click", () => takeSample(button, add));
}

async function takeSample(button, add) {
  const name = button.dataset.sample;
  const said = byId("sample-said");
  said.textContent = "";
  const response = await fetch(address(`samples/${name}`)).catch(() => null);
  if (!response?.ok) {
    said.textContent = texts.sources.sampleFailed;
    return;
  }
  const file = new File([await response.blob()], name, { type: "audio/wav" });
  unsaved.add(file);
  add([file]);
}
