/** English: one message, and what can be done with it. */

export const messages = {
  newMessages: (n: number) => (n === 1 ? "1 new message" : `${n} new messages`),
  toLatest: "To the newest",
  messageTools: "What to do with this message",
  quote: "Answer this message",
  copyText: "Copy the text",
  textCopied: "The text is copied.",
  copy: "Copy",
  copied: (text: string) => `${text} is copied.`,
  notCopied: "It could not be copied. Select it and press Ctrl+C.",
  goToQuoted: "Go to this message",
  edited: "Edited",
  recalled: "Recalled message",
  youRecalled: "You recalled this message",
  recalledBy: (name: string) => `${name} recalled this message`,
  kinds: { image: "Image", file: "File", voice: "Voice message" },
};
