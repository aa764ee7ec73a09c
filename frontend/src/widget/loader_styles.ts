/** The launcher's and the frame's looks, inside their shadow root, where no page can disturb them nor they a page. */

import { accentOr, textOn } from "./colour";

export function loaderStyles(accent: string | undefined, onLeft: boolean): string {
  const colour = accentOr(accent);
  const side = onLeft ? "left" : "right";
  return `
:host { all: initial; }
.launcher {
  all: unset; box-sizing: border-box; position: fixed; ${side}: max(20px, env(safe-area-inset-${side}));
  bottom: max(20px, env(safe-area-inset-bottom)); z-index: 2147483000;
  display: flex; align-items: center; justify-content: center; gap: 10px; min-width: 56px; height: 56px; border-radius: 28px;
  background: ${colour}; color: ${textOn(colour)}; cursor: pointer; -webkit-tap-highlight-color: transparent;
  font: 600 15px/1 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei", sans-serif;
  box-shadow: 0 1px 2px rgb(0 0 0 / .16), 0 8px 24px rgb(0 0 0 / .18); transition: transform .16s ease, box-shadow .16s ease;
}
.launcher.labelled { padding: 0 22px 0 18px; }
.launcher:hover { transform: translateY(-1px); box-shadow: 0 2px 4px rgb(0 0 0 / .18), 0 12px 30px rgb(0 0 0 / .22); }
.launcher:active { transform: scale(.97); }
.launcher:focus-visible { outline: 3px solid ${colour}; outline-offset: 3px; box-shadow: 0 0 0 3px #fff; }
.launcher svg { width: 26px; height: 26px; flex: none; }
.bubble { fill: currentColor; }
.chevron { fill: none; stroke: currentColor; stroke-width: 2.2; stroke-linecap: round; stroke-linejoin: round; display: none; }
.open .bubble { display: none; }
.open .chevron { display: block; }
.badge {
  position: absolute; top: -3px; ${side}: -3px; box-sizing: border-box; min-width: 22px; height: 22px; padding: 0 6px;
  border-radius: 11px; border: 2px solid #fff; background: #c8321f; color: #fff; font-size: 12px; font-weight: 700;
  display: flex; align-items: center; justify-content: center; font-variant-numeric: tabular-nums;
}
.badge[hidden] { display: none; }
.frame {
  position: fixed; ${side}: max(20px, env(safe-area-inset-${side})); z-index: 2147483000;
  bottom: calc(max(20px, env(safe-area-inset-bottom)) + 72px); width: 392px; height: min(660px, calc(100vh - 120px));
  border-radius: 18px; overflow: hidden; background: Canvas; color-scheme: light dark;
  box-shadow: 0 0 0 1px rgb(0 0 0 / .06), 0 4px 12px rgb(0 0 0 / .08), 0 24px 64px rgb(0 0 0 / .22);
  visibility: hidden; opacity: 0; transform: translateY(12px) scale(.985); transform-origin: bottom ${side};
  transition: opacity .18s ease, transform .18s cubic-bezier(.2, .8, .2, 1), visibility 0s .18s;
}
.frame.shown { visibility: visible; opacity: 1; transform: none; transition-delay: 0s; }
@media (prefers-color-scheme: dark) { .frame { box-shadow: 0 0 0 1px rgb(255 255 255 / .12), 0 24px 64px rgb(0 0 0 / .5); } }
iframe { display: block; width: 100%; height: 100%; border: 0; }
@media (max-width: 480px), (max-height: 480px) {
  .frame { inset: 0; width: 100%; height: 100%; height: 100dvh; border-radius: 0; }
  .launcher.open { display: none; }
}
@media (prefers-reduced-motion: reduce) { .launcher, .frame, .frame.shown { transition: none; } .frame { transform: none; } }
@media print { .launcher, .frame { display: none; } }
@media (forced-colors: active) { .launcher { border: 2px solid ButtonText; } }
`;
}

/** A constructed sheet passes every content security policy; the element is for browsers that lack it. */
export function styleRoot(root: ShadowRoot, css: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const style = document.createElement("style");
    style.textContent = css;
    root.append(style);
  }
}
