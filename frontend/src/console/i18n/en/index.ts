import { alerts } from "./alerts";
import { aside } from "./aside";
import { dialogs } from "./dialogs";
import { events } from "./events";
import { frame } from "./frame";
import { keys } from "./keys";
import { lists } from "./lists";
import { messages } from "./messages";
import { refusals } from "./refusals";
import { ring } from "./ring";
import { thread } from "./thread";

/** English by area of the page. No two areas may use one name: they are spread into one catalogue. */
export const areas = {
  frame,
  lists,
  ring,
  thread,
  messages,
  events,
  aside,
  dialogs,
  refusals,
  alerts,
  keys,
};

export const en = {
  ...frame,
  ...lists,
  ...ring,
  ...thread,
  ...messages,
  ...events,
  ...aside,
  ...dialogs,
  ...refusals,
  ...alerts,
  ...keys,
};

export type Strings = typeof en;
