/** The preview beside the form of a site: it shows what stands in the form, as one types. */

import { READY, type View } from "../preview/shown";
import { shownOf } from "./site_form";

export function previewSite(beside: HTMLElement): void {
  const frame = beside.querySelector("iframe");
  if (frame === null) return;
  let view: View = "before";
  const tell = (): void => {
    const shown = shownOf(document, view);
    beside.style.setProperty("--site-accent", shown.accent);
    frame.contentWindow?.postMessage(shown, location.origin);
  };

  addEventListener("message", ({ source, data }: MessageEvent<unknown>) => {
    if (source === frame.contentWindow && typeof data === "object" && data !== null && "frontdesk" in data && data.frontdesk === READY) tell();
  });
  for (const happening of ["input", "change", "formset:added", "formset:removed"]) document.addEventListener(happening, tell);

  const buttons = [...beside.querySelectorAll<HTMLElement>("[data-view]")];
  for (const button of buttons) {
    button.addEventListener("click", () => {
      view = button.dataset["view"] === "chat" ? "chat" : "before";
      for (const each of buttons) each.setAttribute("aria-pressed", String(each === button));
      tell();
    });
  }
  tell();
}
