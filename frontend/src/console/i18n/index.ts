/**
 * Every word the console shows. Another language is one more object of this shape, in a file of its own (or several,
 * by area, as English has them), and one more line in `CATALOGUES`. What it lacks is a fault of types.
 */

import { en, type Strings } from "./en";
import { zh } from "./zh";

export type { Strings };

export const CATALOGUES: Readonly<Record<string, Strings>> = { en, zh };

/** The catalogue for a language tag such as `en-GB`; English where there is none. */
export const stringsFor = (language: string): Strings => {
  const tag = language.toLowerCase();
  return CATALOGUES[tag] ?? CATALOGUES[tag.split("-")[0] ?? ""] ?? en;
};
