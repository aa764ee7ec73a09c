/**
 * Adds what the admin's theme lacks: controls that a keyboard reaches, and names that a screen reader can say.
 * May be repeated, for rows that were added.
 */

import type { Strings } from "./i18n";

const NATIVE = "a[href], button, input, select, textarea, summary, label";

export function mend(root: ParentNode, say: Strings): void {
  pressable(root);
  for (const icon of root.querySelectorAll(".material-symbols-outlined:not([role])")) icon.setAttribute("aria-hidden", "true");
  for (const control of root.querySelectorAll("a, button, [role=button]")) nameIcon(control, say);
  for (const tip of root.querySelectorAll(".help-tooltip[aria-label]")) tip.setAttribute("role", "img");
  for (const cell of root.querySelectorAll<HTMLElement>("th")) nameEmptyHeading(cell, say);
  for (const field of root.querySelectorAll<HTMLElement>("td[class*='field-']")) nameCell(field);
  for (const select of root.querySelectorAll<HTMLSelectElement>("select.select2-hidden-accessible")) nameSelect2(select);
  for (const scrolled of root.querySelectorAll(".simplebar-content-wrapper")) nameScrolled(scrolled, say);
}

/** What only a mouse could press becomes a button. */
function pressable(root: ParentNode): void {
  for (const element of root.querySelectorAll<HTMLElement>("[x-on\\:click]")) {
    if (element.matches(NATIVE) || element.matches("nav, form, div:empty") || element.querySelector(NATIVE) !== null) continue;
    element.setAttribute("role", "button");
    element.tabIndex = 0;
  }
}

/** What shows nothing but an icon is called by its title, or by what the icon stands for. */
function nameIcon(control: Element, say: Strings): void {
  const icon = control.matches(".material-symbols-outlined") ? control : control.querySelector(".material-symbols-outlined");
  const drawn = icon?.textContent.trim() ?? "";
  if (drawn === "" || control.textContent.trim() !== drawn || control.hasAttribute("aria-label")) return;
  control.setAttribute("aria-label", control.getAttribute("title") ?? say.icons[drawn] ?? drawn.replaceAll("_", " "));
  if (control === icon) control.removeAttribute("aria-hidden");
}

/** Enter and the space bar press what `mend` made a button. */
export function pressByKey(event: KeyboardEvent): void {
  const at = event.target;
  if (!(at instanceof HTMLElement) || at.matches(NATIVE) || at.getAttribute("role") !== "button") return;
  if (event.key !== "Enter" && event.key !== " ") return;
  event.preventDefault();
  at.click();
}

function nameEmptyHeading(cell: HTMLElement, say: Strings): void {
  if (cell.textContent.trim() !== "" || cell.querySelector("input") !== null) return;
  const name = document.createElement("span");
  name.className = "fs-hidden";
  name.textContent = say.deleteRow;
  cell.append(name);
}

/** A field in a table is called as its column is. */
function nameCell(cell: HTMLElement): void {
  const column = [...cell.classList].find((name) => name.startsWith("field-"))?.slice("field-".length);
  const heading = column === undefined ? null : cell.closest("table")?.querySelector(`th.column-${CSS.escape(column)}`);
  const name = heading?.querySelector("span span, span")?.textContent.replace("*", "").trim() ?? "";
  if (name === "") return;
  for (const field of cell.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    if (!field.hasAttribute("aria-label")) field.setAttribute("aria-label", name);
  }
}

function nameSelect2(select: HTMLSelectElement): void {
  const name = select.getAttribute("aria-label") ?? select.labels[0]?.textContent.replace("*", "").trim() ?? "";
  const shown = select.nextElementSibling;
  if (name === "" || !shown?.classList.contains("select2")) return;
  for (const part of shown.querySelectorAll("[role=combobox], [role=textbox], input")) {
    part.removeAttribute("aria-labelledby");
    part.setAttribute("aria-label", name);
  }
  for (const list of shown.querySelectorAll("ul.select2-selection__rendered")) list.setAttribute("role", "presentation");
}

function nameScrolled(wrapper: Element, say: Strings): void {
  const table = wrapper.closest("fieldset, .formset-wrapper, #changelist") !== null;
  const heading = wrapper.closest("fieldset")?.querySelector("h2")?.textContent.trim();
  wrapper.setAttribute("aria-label", table ? [heading, say.table].filter(Boolean).join(": ") : say.menu);
}
