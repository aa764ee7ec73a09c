import { en, type Strings } from "./en";
import { zh } from "./zh";

export type { Strings };

const speaks = (language: string, tongue: string): boolean => language.toLowerCase().split("-")[0] === tongue;

/** The language the panel speaks to a browser's: its own where there is a catalogue, so that dates fit the words around them. */
export const spokenFor = (language: string): string => (speaks(language, "zh") || speaks(language, "en") ? language : "en-GB");

/** The catalogue for a browser's language; English for every language that has none. */
export const stringsFor = (language: string): Strings => (speaks(language, "zh") ? zh : en);
