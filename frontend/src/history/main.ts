/** Shows every time of the page in the reader's own zone, which the server cannot know; leads the keyboard to the search. */

import "../console/styles/tokens.css";
import "./history.css";
import { pageLanguage } from "../shared/page_language";

const language = pageLanguage(document.documentElement.lang, navigator.languages);
const FORMATS: Readonly<Record<string, Intl.DateTimeFormat>> = {
  day: new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long", year: "numeric" }),
  moment: new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }),
  time: new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" }),
};

function localise(element: HTMLTimeElement): void {
  const at = new Date(element.dateTime);
  const format = FORMATS[element.dataset["show"] ?? "moment"];
  if (format && !Number.isNaN(at.getTime())) element.textContent = format.format(at);
}

/** In another zone a day may begin at another line than the server's: a heading that repeats the one before goes. */
function dropRepeatedDays(): void {
  let before = "";
  for (const day of document.querySelectorAll<HTMLElement>("[data-day]")) {
    const text = day.textContent.trim();
    day.hidden = text === before;
    before = text;
  }
}

/** The search has the focus at first, and again after `/`. Until the frame's own script has run the page is hidden. */
function leadToSearch(search: HTMLInputElement): void {
  addEventListener("load", () => {
    if ("first" in search.dataset && document.activeElement === document.body) search.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    search.select();
  });
}

const search = document.querySelector<HTMLInputElement>("#fh-q");
if (search) leadToSearch(search);
for (const element of document.querySelectorAll("time")) localise(element);
dropRepeatedDays();
