/** What the site asks before a chat begins. Pure. */

import type { Answer } from "../../protocol";
import type { DeskState } from "./desk_state";

export interface Question {
  text: string;
  /** Empty: free text. */
  choices: readonly string[];
  required: boolean;
}

/** What has been answered, by the question. */
export type Given = Readonly<Record<string, string>>;

export const MOST_ANSWER_CHARS = 1_000;

/** As they stand in the panel's page; what is no question is passed over. */
export function questionsOf(json: string | undefined): Question[] {
  try {
    const found: unknown = JSON.parse(json ?? "[]");
    return Array.isArray(found) ? found.filter(isQuestion) : [];
  } catch {
    return [];
  }
}

const isQuestion = (each: unknown): each is Question =>
  typeof each === "object" && each !== null && "text" in each && "choices" in each && Array.isArray(each.choices);

/** Whether the next message begins a chat session, so that the questions come before it. */
export const asksFirst = ({ standing: { phase, quiet }, goesOn, outgoing }: DeskState): boolean =>
  (phase === "none" || (phase === "closed" && !goesOn && !quiet)) && outgoing.length === 0;

export const unanswered = (questions: readonly Question[], given: Given): Question | null =>
  questions.find(({ text, required }) => required && (given[text] ?? "").trim() === "") ?? null;

export const answersOf = (questions: readonly Question[], given: Given): Answer[] =>
  questions.flatMap(({ text }) => {
    const answer = (given[text] ?? "").trim();
    return answer === "" ? [] : [{ question: text, answer }];
  });
