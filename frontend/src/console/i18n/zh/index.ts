import type { Strings } from "../en";
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

export const zh: Strings = {
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
