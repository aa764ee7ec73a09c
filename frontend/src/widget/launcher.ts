/** The button that opens and closes the panel, with the count of unread messages. */

const SVG = "http://www.w3.org/2000/svg";
const BUBBLE = "M12 3.5c-5 0-9 3.4-9 7.6 0 2.4 1.3 4.6 3.4 6l-.5 3.1c-.1.5.4.9.9.6l3.3-1.8c.6.1 1.3.2 1.9.2 5 0 9-3.4 9-7.6s-4-8.1-9-8.1Z";
const CHEVRON = "m6 9.5 6 6 6-6";

const WORDS = {
  en: { open: "Chat with us", close: "Close chat", panel: "Chat", unread: (n: number) => `${n} unread` },
  zh: { open: "联系客服", close: "关闭聊天", panel: "客服聊天", unread: (n: number) => `${n} 条未读` },
};

export class Launcher {
  readonly element = document.createElement("button");
  readonly words = navigator.language.toLowerCase().startsWith("zh") ? WORDS.zh : WORDS.en;
  readonly #badge = document.createElement("span");
  readonly #label: string;
  #open = false;
  #unread = 0;

  constructor(label: string | undefined, onClick: () => void) {
    this.#label = label?.trim() ?? "";
    this.element.type = "button";
    this.element.className = "launcher";
    this.element.append(icon("bubble", BUBBLE), icon("chevron", CHEVRON));
    if (this.#label) {
      const text = document.createElement("span");
      text.className = "label";
      text.textContent = this.#label;
      this.element.append(text);
      this.element.classList.add("labelled");
    }
    this.#badge.className = "badge";
    this.#badge.hidden = true;
    this.element.append(this.#badge);
    this.element.addEventListener("click", onClick);
    this.#describe();
  }

  showOpen(open: boolean): void {
    this.#open = open;
    this.element.classList.toggle("open", open);
    this.#describe();
  }

  showUnread(count: number): void {
    this.#unread = Math.max(0, count);
    this.#describe();
  }

  #describe(): void {
    const { open, close, unread } = this.words;
    this.#badge.hidden = this.#open || this.#unread === 0;
    this.#badge.textContent = this.#unread > 99 ? "99+" : String(this.#unread);
    const count = this.#badge.hidden ? "" : `, ${unread(this.#unread)}`;
    this.element.setAttribute("aria-label", this.#open ? close : (this.#label || open) + count);
    this.element.setAttribute("aria-expanded", String(this.#open));
  }
}

function icon(name: string, path: string): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", name);
  svg.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS(SVG, "path");
  shape.setAttribute("d", path);
  svg.append(shape);
  return svg;
}
