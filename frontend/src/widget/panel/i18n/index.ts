import { en, type Strings } from "./en";
import { zh } from "./zh";

export type { Strings };

/** The catalogue for a browser's language; English for every language that has none. */
export const stringsFor = (language: string): Strings => (language.toLowerCase().startsWith("zh") ? zh : en);
