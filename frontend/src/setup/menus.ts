/** Menus that are a <details>: the next click elsewhere and Escape close them, as people expect of a menu. */
export function closeMenus(event: Event): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]")) {
    if (event instanceof KeyboardEvent) {
      if (event.key !== "Escape") return;
      menu.querySelector("summary")?.focus();
    } else if (event.target instanceof Node && menu.contains(event.target)) continue;
    menu.open = false;
  }
}
