/** What is said in the sample. */

import type { SampleWords } from "./sample";

const en: SampleWords = { question: "Do you deliver on Saturdays?", answer: "We do, until noon. Shall I look for a time for you?", agent: "Mia" };
const zh: SampleWords = { question: "你们周六送货吗？", answer: "送的，到中午为止。需要我帮您约个时间吗？", agent: "小米" };

export const wordsFor = (language: string): SampleWords => (language.toLowerCase().startsWith("zh") ? zh : en);
