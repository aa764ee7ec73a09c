/** What frames carry that the generated types do not say yet. Goes when they do. */

export interface Answer {
  question: string;
  answer: string;
}
export interface PageView {
  url: string;
  title: string;
  at: string;
}

declare module "../protocol/generated" {
  interface GroupCard {
    warn_answer_seconds?: number;
    late_answer_seconds?: number;
  }
  interface OfferCard {
    page?: PageView | null;
    answers?: Answer[];
  }
}
