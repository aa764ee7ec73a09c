/** About how high a row will be, before it was ever drawn. Only the scroll bar depends on it. */

import type { Line, MessageLine } from "../lines";

const HEIGHTS = { day: 46, event: 40, unread: 46 } as const;
const PER_LINE_PX = 20;
const CHARS_PER_LINE = 64;
const PICTURE_PX = 220;
const CARD_PX = 58;

export function heightOf(line: Line | undefined): number {
  if (line === undefined) return 0;
  return line.kind === "message" ? messageHeight(line) : HEIGHTS[line.kind];
}

function messageHeight({ text, continues, foot, quoted, attachment, file, amended }: MessageLine): number {
  const kind = attachment?.kind ?? (file?.voice ? "voice" : file?.media_type.startsWith("image/") ? "image" : file ? "file" : null);
  const content = amended === "recalled" ? PER_LINE_PX : linesOf(text) * PER_LINE_PX + (kind === null ? 0 : kind === "image" ? PICTURE_PX : CARD_PX);
  return content + 16 + (continues ? 3 : 14 + 21) + (foot ? 20 : 0) + (quoted ? 46 : 0);
}

function linesOf(text: string): number {
  if (text === "") return 0;
  return text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / CHARS_PER_LINE)), 0);
}

/** Chinese and the like are twice as wide. */
const widthOf = (line: string): number => (line.length > 40 ? line.length + (line.match(/[\u2e80-\uffef]/gu)?.length ?? 0) : line.length);
