/** Which notes of a chat are whispers: of staff who have taken no part in it until then. Pure. */

import type { Talk } from "../talk";

/** Their client ids. */
export function whispersIn({ lanes }: Talk): string[] {
  if (lanes.staff.entries.length === 0) return [];
  /** Since when each has had a part. */
  const since = new Map<string, number>();
  for (const { event, at } of lanes.public.entries) {
    for (const who of partOf(event)) if (!since.has(who)) since.set(who, Date.parse(at));
  }
  return lanes.staff.entries
    .filter(({ kind, sender, at }) => kind !== "event" && sender.kind === "agent" && !((since.get(sender.id ?? "") ?? Infinity) <= Date.parse(at)))
    .map(({ client_id }) => client_id);
}

/** Who is responsible, helps, or passes on from now on. */
function partOf(event: Talk["lanes"]["public"]["entries"][number]["event"]): string[] {
  switch (event?.name) {
    case "assigned":
    case "joined":
      return [event.agent.id ?? ""];
    case "transferred":
      return [event.by.id ?? "", event.agent?.id ?? ""];
    default:
      return [];
  }
}
