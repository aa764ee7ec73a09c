import { en, type Strings } from "./en";
import { zh } from "./zh";

export type { Strings };

const CATALOGUES: Readonly<Record<string, Strings>> = { en, zh };

/** The catalogue for a page's language; English for every language that has none. */
export const stringsFor = (language: string): Strings => CATALOGUES[language.toLowerCase().split("-")[0] ?? ""] ?? en;
