/** Which text can be read on a colour (WCAG 2.2, relative luminance). */

export const DEFAULT_ACCENT = "#2f6f4f";

/** The colour if it is a plain `#rrggbb`, else ours: what a host writes never becomes style sheet text unchecked. */
export const accentOr = (colour: string | undefined): string =>
  colour !== undefined && /^#[0-9a-f]{6}$/i.test(colour) ? colour : DEFAULT_ACCENT;

/** White or near black, whichever stands out more. */
export function textOn(colour: string): string {
  const onWhite = 1.05 / (luminance(colour) + 0.05);
  const onBlack = (luminance(colour) + 0.05) / (luminance("#101413") + 0.05);
  return onWhite >= onBlack ? "#ffffff" : "#101413";
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
