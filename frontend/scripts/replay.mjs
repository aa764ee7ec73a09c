// Replays what consoles of a real server heard (JSON on stdin) and prints where the state by events is not that by fetch.
import { text } from "node:stream/consumers";
import { createServer } from "vite";

/** What is told to who follows a chat session alone; what is said in one that waits is told to its queue, too. */
const FOR_FOLLOWERS = ["read"];
const FOR_FOLLOWERS_OF_RUNNING = [...FOR_FOLLOWERS, "last_seq", "last_text", "last_text_seq", "last_kind", "last_amended", "last_at", "unanswered_since"];

const root = new URL("..", import.meta.url).pathname;
const server = await createServer({ root, configFile: false, appType: "custom", logLevel: "error", optimizeDeps: { noDiscovery: true }, server: { middlewareMode: true, hmr: false, ws: false } });
const { afterEvent, fromFrame } = await server.ssrLoadModule("/src/console/workspace.ts");

const faults = [];
for (const [viewer, { greeting, steps }] of Object.entries(JSON.parse(await text(process.stdin)))) {
  let state = fromFrame(greeting);
  for (const { what, heard, followed, hidden, fetched } of steps) {
    for (const frame of heard) {
      const after = afterEvent(state, frame);
      if (after === undefined) faults.push(`${what}: ${viewer} makes nothing of a frame of type ${frame.type}`);
      else state = after;
    }
    const shown = (of) => plain(of, new Set(followed), new Set(hidden));
    faults.push(...differences(shown(state), shown(fromFrame(fetched)), `${what}: ${viewer}`));
    if (faults.length > 0) break;
  }
}
await server.close();
process.stdout.write(JSON.stringify(faults.slice(0, 20)));

function plain(state, followed, hidden) {
  const told = (card) => (followed.has(card.id) ? card : without(card, card.phase === "active" ? FOR_FOLLOWERS_OF_RUNNING : FOR_FOLLOWERS));
  const open = [...state.open].map(([id, card]) => [id, told(card)]);
  const offers = [...state.offers].map(([id, offer]) => [id, { ...offer, chat_session: told(offer.chat_session) }]);
  // What was reopened for others is out of sight without a word: the next position check takes its calls away.
  const mentions = state.mentions.filter((mention) => !hidden.has(mention.chat_session));
  // Tags to choose from are what a greeting offers.
  return { ...state, open: new Map(open), offers: new Map(offers), mentions, tags: [] };
}

function without(card, fields) {
  return Object.fromEntries(Object.entries(card).filter(([name]) => !fields.includes(name)));
}

/** Paths at which two values differ, with both. */
function differences(a, b, path) {
  if (a instanceof Map && b instanceof Map) return differences(Object.fromEntries(a), Object.fromEntries(b), path);
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) {
    return a === b ? [] : [`${path}: ${JSON.stringify(a)} by events, ${JSON.stringify(b)} by fetch`];
  }
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) => differences(a[key], b[key], `${path}.${key}`));
}
