import type { Strings } from "../en";
import { aside } from "./aside";
import { dialogs } from "./dialogs";
import { events } from "./events";
import { frame } from "./frame";
import { lists } from "./lists";
import { messages } from "./messages";
import { refusals } from "./refusals";
import { ring } from "./ring";
import { thread } from "./thread";

export const zh: Strings = { ...frame, ...lists, ...ring, ...thread, ...events, ...aside, ...dialogs, ...refusals, ...messages };
