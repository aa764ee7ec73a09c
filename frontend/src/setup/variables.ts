/** Below a text that has variables: a button for each, which writes it where the cursor is. */

import type { Strings } from "./i18n";

export function offerVariables(text: HTMLTextAreaElement, say: Strings): void {
  const names = (text.dataset["variables"] ?? "").split(" ").filter(Boolean);
  if (names.length === 0 || text.readOnly || text.disabled) return;
  const row = document.createElement("p");
  row.className = "fs-chips";
  row.append(say.insertOne);
  for (const name of names) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "fs-chip";
    button.textContent = `{${name}}`;
    button.setAttribute("aria-label", say.insert(name));
    button.addEventListener("click", () => insert(text, `{${name}}`));
    row.append(" ", button);
  }
  text.after(row);
}

function insert(text: HTMLTextAreaElement, what: string): void {
  text.focus();
  text.setRangeText(what, text.selectionStart, text.selectionEnd, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
}
