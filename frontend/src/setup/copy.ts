/** Buttons that copy what stands elsewhere on the page, and say so. Where the browser forbids it, the text is selected. */

const SAID_MS = 2_000;

export function copyOnClick(event: Event): void {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>("button[data-copy]") : null;
  const source = button && document.getElementById(button.dataset["copy"] ?? "");
  if (button && source) void copy(button, source);
}

async function copy(button: HTMLElement, source: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(source.textContent);
  } catch {
    getSelection()?.selectAllChildren(source); // without TLS there is no clipboard: one key is left to press
    return;
  }
  const label = button.querySelector<HTMLElement>("[aria-live]");
  const usual = label?.textContent ?? "";
  const said = button.dataset["copied"] ?? "";
  if (label === null || usual === said) return;
  label.textContent = said;
  setTimeout(() => (label.textContent = usual), SAID_MS);
}
