/** A text with what was looked for marked in it. */

import { marked } from "../../places";

export const Marked = ({ text, sought }: { text: string; sought: string }) => (
  <>{marked(text, sought).map((part, index) => (index % 2 === 1 ? <mark key={index}>{part}</mark> : part))}</>
);
