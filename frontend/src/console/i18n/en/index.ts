import { aside } from "./aside";
import { dialogs } from "./dialogs";
import { events } from "./events";
import { frame } from "./frame";
import { lists } from "./lists";
import { messages } from "./messages";
import { refusals } from "./refusals";
import { ring } from "./ring";
import { thread } from "./thread";

/** English by area of the page. No two areas may use one name: they are spread into one catalogue. */
export const areas = { frame, lists, ring, thread, events, aside, dialogs, refusals, messages };

export const en = { ...frame, ...lists, ...ring, ...thread, ...events, ...aside, ...dialogs, ...refusals, ...messages };

export type Strings = typeof en;
