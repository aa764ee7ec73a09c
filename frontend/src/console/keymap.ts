/** The one table of keys. Handlers ask it what a key means, the help shows it, and menus name its keys. Pure. */

/** Where a key has its meaning. `anywhere`: the composer included, so it takes no letter from it. */
export type Scope = "anywhere" | "outside" | "list" | "ring" | "thread" | "composer";

const TABLE = {
  palette: { scope: "anywhere", keys: ["Mod+K"] },
  help: { scope: "outside", keys: ["?"] },
  accept_first: { scope: "anywhere", keys: ["Alt+Enter"] },
  to_ring: { scope: "anywhere", keys: ["Alt+R"] },
  next: { scope: "anywhere", keys: ["Alt+ArrowDown"] },
  previous: { scope: "anywhere", keys: ["Alt+ArrowUp"] },
  longest: { scope: "anywhere", keys: ["Alt+J"] },
  to_list: { scope: "anywhere", keys: ["Alt+L"] },
  to_thread: { scope: "anywhere", keys: ["Alt+G"] },
  status: { scope: "anywhere", keys: ["Alt+S"] },
  details: { scope: "anywhere", keys: ["Alt+D"] },
  why: { scope: "anywhere", keys: ["Alt+W"] },

  take: { scope: "anywhere", keys: ["Alt+T"] },
  transfer: { scope: "anywhere", keys: ["Alt+T"] },
  close: { scope: "anywhere", keys: ["Alt+C"] },
  invite: { scope: "anywhere", keys: ["Alt+V"] },
  requeue: { scope: "anywhere", keys: ["Alt+B"] },
  take_over: { scope: "anywhere", keys: ["Alt+O"] },
  assign: { scope: "anywhere", keys: ["Alt+A"] },
  print: { scope: "anywhere", keys: ["Mod+P"] },

  accept: { scope: "ring", keys: ["Enter"] },
  decline: { scope: "ring", keys: ["Escape"] },

  row_down: { scope: "list", keys: ["ArrowDown", "j"] },
  row_up: { scope: "list", keys: ["ArrowUp", "k"] },
  first_row: { scope: "list", keys: ["Home"] },
  last_row: { scope: "list", keys: ["End"] },
  open_row: { scope: "list", keys: ["Enter"] },
  select_row: { scope: "list", keys: ["x"] },
  select_all: { scope: "list", keys: ["Mod+A"] },

  to_unread: { scope: "anywhere", keys: ["Alt+U"] },
  message_down: { scope: "thread", keys: ["ArrowDown", "j"] },
  message_up: { scope: "thread", keys: ["ArrowUp", "k"] },
  quote: { scope: "thread", keys: ["r"] },
  quote_last: { scope: "anywhere", keys: ["Alt+Q"] },

  note: { scope: "composer", keys: ["Alt+N"] },
  canned: { scope: "composer", keys: ["/"] },
  mention: { scope: "composer", keys: ["@"] },
  leave: { scope: "composer", keys: ["Escape"] },
} as const satisfies Record<string, { scope: Scope; keys: readonly string[] }>;

export type KeyName = keyof typeof TABLE;

/** The help in its order: what stands together is used together. Nothing of the table is left out. */
export const HELP = {
  general: ["palette", "help", "next", "previous", "longest", "status", "details", "why"],
  rings: ["accept_first", "to_ring", "accept", "decline"],
  list: ["to_list", "row_down", "row_up", "first_row", "last_row", "open_row", "select_row", "select_all"],
  chat: ["take", "transfer", "close", "invite", "requeue", "take_over", "assign", "print"],
  thread: ["to_thread", "to_unread", "message_down", "message_up", "quote", "quote_last"],
  composer: ["note", "canned", "mention", "leave"],
} as const satisfies Record<string, readonly KeyName[]>;

/** As much of a keyboard event as is looked at. */
export type Stroke = Pick<KeyboardEvent, "key" | "code" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey">;

/** Whether this stroke is one of the keys of that name. */
export const is = (name: KeyName, stroke: Stroke): boolean => TABLE[name].keys.some((key) => fits(key, stroke));

/** Every name that the stroke may stand for in a scope, in the order of the table: the first that can be done is. */
export const namesOf = (stroke: Stroke, scope: Scope): KeyName[] =>
  (Object.keys(TABLE) as KeyName[]).filter((name) => TABLE[name].scope === scope && is(name, stroke));

function fits(key: string, { key: made, code, altKey, ctrlKey, metaKey, shiftKey }: Stroke): boolean {
  const parts = key.split("+");
  const last = parts[parts.length - 1] ?? "";
  const alt = parts.includes("Alt");
  const mod = parts.includes("Mod");
  if (altKey !== alt || (ctrlKey || metaKey) !== mod) return false;
  // With Alt held some keyboards make another letter of it: then the place counts, not the letter.
  if (alt && /^[A-Z]$/u.test(last)) return code === `Key${last}` && !shiftKey;
  return mod ? made.toUpperCase() === last.toUpperCase() && !shiftKey : made === last;
}

const SHOWN: Readonly<Record<string, string>> = { ArrowDown: "↓", ArrowUp: "↑", Escape: "Esc", Mod: "Ctrl" };
const SHOWN_ON_MAC: Readonly<Record<string, string>> = { ...SHOWN, Mod: "⌘", Alt: "⌥" };

/** The keys of that name as they are written on the keyboard, each as its parts. */
export const keysOf = (name: KeyName, mac = false): string[][] =>
  TABLE[name].keys.map((key) => key.split("+").map((part) => (mac ? SHOWN_ON_MAC : SHOWN)[part] ?? (part.length === 1 ? part.toUpperCase() : part)));

/** The first of them, for menus and tooltips: `Alt+T`. */
export const hint = (name: KeyName, mac = false): string => (keysOf(name, mac)[0] ?? []).join(mac ? "" : "+");
