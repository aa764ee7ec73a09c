/** What frames carry that the generated types do not say yet. Goes when they do. */

declare module "../protocol/generated" {
  interface GroupCard {
    warn_answer_seconds?: number;
    late_answer_seconds?: number;
  }
}

export {};
