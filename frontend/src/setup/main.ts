/** Starts what the staff's pages do by themselves. Each behaviour is a file; a page asks for it by its markup. */

import "../console/styles/tokens.css";
import "./styles/setup.css";

import { copyOnClick } from "./copy";
import { stringsFor } from "./i18n";
import { closeMenus } from "./menus";
import { mend, pressByKey } from "./mend";
import { previewSite } from "./site_preview";
import { offerVariables } from "./variables";

const say = stringsFor(document.documentElement.lang);

// The theme's own scripts run until the page has loaded, and some make their parts later still.
addEventListener("load", () => {
  mend(document, say);
  for (const text of document.querySelectorAll<HTMLTextAreaElement>("textarea[data-variables]")) offerVariables(text, say);
  for (const beside of document.querySelectorAll<HTMLElement>("[data-site-preview]")) previewSite(beside);
  if (!document.body.classList.contains("fd-console")) mendWhatComes();
});

/** Once for each frame in which something was added. Not beside the console, where that is all the time. */
function mendWhatComes(): void {
  let asked = false;
  new MutationObserver(() => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      mend(document, say);
    });
  }).observe(document.body, { childList: true, subtree: true });
}

document.addEventListener("keydown", pressByKey);
document.addEventListener("keydown", closeMenus);
document.addEventListener("click", closeMenus);
document.addEventListener("click", copyOnClick);
