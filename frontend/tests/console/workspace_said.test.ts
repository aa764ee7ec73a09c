import type { Attachment, Entry } from "../../src/protocol";
import { eventsTell } from "./events_tell";
import { asked, at, card, entry, floor, last, me, own, tom, toms, workspace } from "./fakes";

const answer = (seq: number, text: string, change: Partial<Entry> = {}) => entry("s", seq, text, { sender: me, ...change });
const amended = (seq: number, of: number, how: "edited" | "recalled", text = "", change: Partial<Entry> = {}) =>
  answer(seq, text, { kind: "event", event: { name: "amended", seq: of, how }, ...change });
const answered = (seq: number, text: string) => ({ ...asked(seq, text), unanswered_since: null });
const clip: Attachment = {
  id: "f", kind: "voice", name: "clip.webm", media_type: "audio/webm", bytes: 9, url: "/files/k/original/clip.webm",
  thumbnail_url: null, width: null, height: null, duration_ms: null, waveform: null,
};

eventsTell("what people say", [
  ["the customer begins to wait for an answer", workspace([own("s")], []), [entry("s", 3, "Hello?")], workspace([own("s", asked(3, "Hello?"))], [])],
  [
    "the customer asks again and has waited since the first time",
    workspace([own("s", asked(3, "Hello?"))], []),
    [entry("s", 4, "Anyone?")],
    workspace([own("s", asked(4, "Anyone?", 3))], []),
  ],
  ["I answer", workspace([own("s", asked(3, "Hello?"))], []), [answer(4, "Hi")], workspace([own("s", answered(4, "Hi"))], [])],
  [
    "Tom, who helps, answers in my place",
    workspace([own("s", asked(3, "Hello?"))], []),
    [answer(4, "Hi", { sender: tom })],
    workspace([own("s", answered(4, "Hi"))], []),
  ],
  [
    "a note is no answer",
    workspace([own("s", asked(3, "Hello?"))], []),
    [answer(1, "she means the tea", { lane: "staff" })],
    workspace([own("s", asked(3, "Hello?"))], []),
  ],
  [
    "nor is anything that only happens",
    workspace([], [card("s", asked(3, "Hello?"))]),
    [entry("s", 4, "", { event: { name: "assigned", agent: me } })],
    workspace([own("s", { ...asked(3, "Hello?"), ...last(4) })], []),
  ],
  [
    "a voice clip without words is said too",
    workspace([own("s", answered(3, "Hi"))], []),
    [entry("s", 4, "", { kind: "voice", attachment: clip })],
    workspace([own("s", { ...asked(4, ""), last_kind: "voice" })], []),
  ],
  [
    "words longer than a card holds",
    workspace([own("s")], []),
    [entry("s", 3, "\u{1f375}".repeat(201))],
    workspace([own("s", asked(3, "\u{1f375}".repeat(200)))], []),
  ],
  [
    "when it is closed nobody waits any more",
    floor({ others: [toms("s", { ...asked(3, "Hello?"), helpers: [me.id ?? ""] })] }),
    [entry("s", 4, "", { event: { name: "closed", by: "agent" } }), entry("s", 5, "", { event: { name: "reopened" } })],
    floor(),
  ],
]);

eventsTell("what is amended", [
  [
    "the last words are edited",
    workspace([own("s", answered(4, "Hi"))], []),
    [amended(5, 4, "edited", "Good day")],
    workspace([own("s", { ...answered(4, "Good day"), ...last(5), last_amended: "edited" })], []),
  ],
  [
    "they are edited twice, and the first edit is heard as it reads since the second",
    workspace([own("s", answered(4, "Hi"))], []),
    [amended(5, 4, "edited"), amended(6, 4, "edited", "Good evening")],
    workspace([own("s", { ...answered(4, "Good evening"), ...last(6), last_amended: "edited" })], []),
  ],
  [
    "they are recalled",
    workspace([own("s", answered(4, "Hi"))], []),
    [amended(5, 4, "recalled")],
    workspace([own("s", { ...answered(4, ""), ...last(5), last_amended: "recalled" })], []),
  ],
  [
    "a clip is recalled, and stays one",
    workspace([own("s", { ...answered(4, "listen"), last_kind: "voice" })], []),
    [amended(5, 4, "recalled")],
    workspace([own("s", { ...answered(4, ""), ...last(5), last_kind: "voice", last_amended: "recalled" })], []),
  ],
  [
    "earlier words are edited: the last ones stand, and the customer goes on waiting",
    workspace([own("s", asked(5, "Hello?"))], []),
    [amended(6, 4, "edited", "Good day")],
    workspace([own("s", { ...asked(5, "Hello?"), ...last(6) })], []),
  ],
  [
    "a note is edited at a place that the public lane has too",
    workspace([own("s", answered(4, "Hi"))], []),
    [amended(5, 4, "edited", "for us", { lane: "staff" })],
    workspace([own("s", answered(4, "Hi"))], []),
  ],
  [
    "what waits is written in after an edit",
    workspace([], [card("s", answered(4, "Hi"))]),
    [amended(5, 4, "edited", "Good day"), entry("s", 6, "Hello?")],
    workspace([], [card("s", { ...asked(6, "Hello?"), last_at: at(6) })]),
  ],
]);
