/** Which lanes long-polling follows, and how far each has been passed on. */

import type { Entry, Lane, Page, ReadMarks } from "../protocol";

export interface ResumeFrame {
  type: "resume";
  ref: number;
  chat_session: string;
  lane: Lane;
  after_seq: number;
}

interface Followed {
  chatSession: string;
  lane: Lane;
  seq: number;
  read: ReadMarks;
}

/** Enough for every chat session that somebody has open; beyond it the one followed longest is let go. */
const MOST_LANES = 32;

const keyOf = (of: { chat_session: string; lane: Lane }): string => `${of.chat_session} ${of.lane}`;

export class Following {
  readonly #lanes = new Map<string, Followed>();
  readonly #wanted = new Set<string>();

  /** What is asked says what is wanted: a page that comes after its chat session was unfollowed follows nothing. */
  note({ type, chat_session: chatSession }: { type: string; chat_session?: string }): void {
    if (chatSession === undefined) return;
    if (type === "resume") this.#wanted.add(chatSession);
    if (type !== "unfollow") return;
    this.#wanted.delete(chatSession);
    for (const [key, lane] of this.#lanes) if (lane.chatSession === chatSession) this.#lanes.delete(key);
  }

  /** Moves on to the end of a page; true when its lane was not followed before. */
  take(page: Page): boolean {
    const followed = this.#lanes.get(keyOf(page));
    const seq = page.entries[page.entries.length - 1]?.seq ?? 0;
    if (followed !== undefined) {
      if (page.entries[0] === undefined || page.entries[0].seq <= followed.seq + 1) followed.seq = Math.max(followed.seq, seq);
      return false;
    }
    if (!this.#wanted.has(page.chat_session)) return false;
    const start = page.entries.length > 0 ? seq : page.last_seq;
    this.#lanes.set(keyOf(page), { chatSession: page.chat_session, lane: page.lane, seq: start, read: page.read });
    const [oldest] = this.#lanes.keys();
    if (this.#lanes.size > MOST_LANES && oldest !== undefined) this.#lanes.delete(oldest);
    return true;
  }

  /** A live entry moves its lane on only when nothing is missing before it; otherwise the next page brings both. */
  takeEntry(entry: Entry): void {
    const followed = this.#lanes.get(keyOf(entry));
    if (followed !== undefined && entry.seq === followed.seq + 1) followed.seq = entry.seq;
  }

  isNew(entry: Entry): boolean {
    return entry.seq > (this.#lanes.get(keyOf(entry))?.seq ?? 0);
  }

  /** The page's read marks when they are further than before, else `null`. */
  takeMarks(page: Page): ReadMarks | null {
    const followed = this.#lanes.get(keyOf(page));
    if (followed === undefined) return null;
    if (page.read.customer <= followed.read.customer && page.read.agent <= followed.read.agent) return null;
    followed.read = page.read;
    return page.read;
  }

  /** One `resume` for each lane, its `ref` being its place in the list. */
  resumes(): ResumeFrame[] {
    return [...this.#lanes.values()].map((followed, ref) => ({
      type: "resume",
      ref,
      chat_session: followed.chatSession,
      lane: followed.lane,
      after_seq: followed.seq,
    }));
  }

  /** Lets go of the lane that `ref` named among these resumes. */
  drop(ref: number, resumes: readonly ResumeFrame[]): void {
    const resume = resumes.find((frame) => frame.ref === ref);
    if (resume !== undefined) this.#lanes.delete(keyOf(resume));
  }
}
