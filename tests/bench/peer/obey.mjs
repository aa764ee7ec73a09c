// How a load generator is told what to do.
import { createInterface } from "node:readline";

/** Answers lines of JSON, `{"do": name, …}` each, with what the action of that name returns, or with its error. */
export async function obey(actions) {
  for await (const line of createInterface({ input: process.stdin })) {
    const { do: action, ...options } = JSON.parse(line);
    try {
      console.log(JSON.stringify(await actions[action](options)));
    } catch (error) {
      console.log(JSON.stringify({ error: String(error) }));
    }
  }
  process.exit(0);
}
