import { describe, expect, test } from "vitest";
import { en } from "../../src/widget/panel/i18n/en";
import { zh } from "../../src/widget/panel/i18n/zh";
import type { Note } from "../../src/widget/panel/notes";
import type { Away } from "../../src/widget/panel/reception";
import { absenceWords, awayWords, countdown, noteWords, placeSentence, type Reading } from "../../src/widget/panel/words";

/** A Friday, by the local clock. */
const NOW = new Date(2026, 0, 2, 18, 0).getTime();
const english: Reading = { say: en, language: "en-GB", nowMs: NOW };
const chinese: Reading = { say: zh, language: "zh-CN", nowMs: NOW };

test.each<[number, [number, number] | null, string, string]>([
  [1, null, "You are next", "下一位就是您"],
  [1, [0, 1], "You are next, up to 1 min", "下一位就是您，不超过 1 分钟"],
  [3, null, "You are number 3 in line", "您排在第 3 位"],
  [3, [2, 4], "You are number 3 in line, about 2–4 min", "您排在第 3 位，大约 2–4 分钟"],
  [3, [4, 4], "You are number 3 in line, about 4 min", "您排在第 3 位，大约 4 分钟"],
  [2, [0, 0], "You are number 2 in line, up to 1 min", "您排在第 2 位，不超过 1 分钟"],
  [90, [70, 120], "You are number 90 in line, more than an hour", "您排在第 90 位，超过一小时"],
])("place %i, wait %o", (place, range, inEnglish, inChinese) => {
  const wait = range === null ? null : { low_minutes: range[0], high_minutes: range[1] };
  expect(placeSentence({ place, wait }, en)).toBe(inEnglish);
  expect(placeSentence({ place, wait }, zh)).toBe(inChinese);
});

describe("why nobody takes chats", () => {
  const opens = (...at: [number, number, number]): Away => ({ reason: "hours", opensAtMs: new Date(2026, 0, ...at).getTime() });

  test.each<[Away, string, string]>([
    [opens(2, 20, 30), "We are back today at 20:30", "我们将于今天 20:30 恢复服务"],
    [opens(3, 9, 0), "We are back tomorrow at 09:00", "我们将于明天 09:00 恢复服务"],
    [opens(6, 9, 0), "We are back on Tuesday at 09:00", "我们将于星期二 09:00 恢复服务"],
    [opens(8, 23, 59), "We are back on Thursday at 23:59", "我们将于星期四 23:59 恢复服务"],
    [opens(9, 0, 0), "We are back on 9 January at 00:00", "我们将于1月9日 00:00 恢复服务"],
    [opens(2, 17, 59), "We are not here just now", "我们暂时不在"],
    [{ reason: "hours", opensAtMs: null }, "We are not here just now", "我们暂时不在"],
    [{ reason: null, opensAtMs: null }, "We are not here just now", "我们暂时不在"],
    [{ reason: "full", opensAtMs: null }, "All our colleagues are busy", "所有客服都在忙"],
  ])("%o", (away, inEnglish, inChinese) => {
    expect(awayWords(away, english)).toBe(inEnglish);
    expect(awayWords(away, chinese)).toBe(inChinese);
  });
});

test.each([
  [23_000, "0:23"],
  [22_001, "0:23"],
  [90_000, "1:30"],
  [600_000, "10:00"],
  [0, "0:00"],
  [-5_000, "0:00"],
])("%i ms count as %s", (ms, expected) => {
  expect(countdown(ms)).toBe(expected);
});

test.each([
  [23_000, "Mia lost the connection. If Mia is not back in 0:23, a colleague takes over", "Mia 掉线了。如果 0:23 内没有恢复，将由其他同事接替"],
  [0, "Mia lost the connection. A colleague takes over in a moment", "Mia 掉线了。其他同事马上接替"],
  [-3_600_000, "Mia lost the connection. A colleague takes over in a moment", "Mia 掉线了。其他同事马上接替"],
  [3_600_000, "Mia lost the connection. If Mia is not back soon, a colleague takes over", "Mia 掉线了。如果短时间内没有恢复，将由其他同事接替"],
])("absent for %i ms", (leftMs, inEnglish, inChinese) => {
  expect(absenceWords("Mia", leftMs, en)).toBe(inEnglish);
  expect(absenceWords("Mia", leftMs, zh)).toBe(inChinese);
});

const closesAtMs = new Date(2026, 0, 2, 14, 5).getTime();
const back: Away = { reason: "hours", opensAtMs: new Date(2026, 0, 6, 9, 0).getTime() };
test.each<[Note, string, string, Away?]>([
  [{ what: "assigned", name: "Mia" }, "Mia joined the chat", "Mia 已加入会话"],
  [{ what: "tookOver", name: "Leo" }, "Leo answers you from here on", "现在由 Leo 为您服务"],
  [{ what: "passed", by: "Mia", to: "Leo" }, "Mia passed you on to Leo", "Mia 已将您转接给 Leo"],
  [{ what: "passed_on", by: "Mia", group: "Deliveries" }, "Mia passed you on to Deliveries; you keep your place", "Mia 已将您转接到 Deliveries，排队位置不变"],
  [{ what: "requeued", why: "agent_gone", name: "Mia" }, "Mia lost the connection; you are back in line at your place", "Mia 掉线了，您已回到原来的排队位置"],
  [{ what: "requeued", why: "given_back", name: null }, "Your agent put you back in line at your place", "客服已将您转回排队，位置不变"],
  [{ what: "requeued", why: "overflow", name: null }, "More colleagues can answer you now; you keep your place", "现在有更多客服可以接待您，排队位置不变"],
  [{ what: "joined", name: "Leo" }, "Leo joined too", "Leo 也加入了会话"],
  [{ what: "parted", name: "Leo" }, "Leo left", "Leo 已离开"],
  [{ what: "idle_warned", closesAtMs, over: false }, "Are you still there? We close this chat at 14:05 unless you write", "您还在吗？如果没有新消息，会话将于 14:05 关闭"],
  [{ what: "idle_warned", closesAtMs, over: true }, "Are you still there?", "您还在吗？"],
  [{ what: "closed", why: "quiet", over: false }, "Closed because it was quiet. Write again and we go on where we stopped", "因长时间没有消息，会话已关闭。再次发送消息即可继续"],
  [{ what: "closed", why: "quiet", over: true }, "Closed because it was quiet", "因长时间没有消息，会话已关闭"],
  [{ what: "closed", why: "customer", over: false }, "You ended the chat", "您已结束会话"],
  [{ what: "closed", why: "other", over: false }, "The chat has ended", "会话已结束"],
  [{ what: "reopened" }, "The chat goes on", "会话继续"],
  [{ what: "left_message" }, "Thank you. We answer here later", "谢谢，我们稍后会在这里回复您"],
  [{ what: "left_message" }, "Thank you. We are back on Tuesday at 09:00 and answer here", "谢谢，我们将于星期二 09:00 恢复服务，并在这里回复您", back],
  [{ what: "left_behind" }, "Nobody is here any more. Your message is kept, and we answer here later", "客服已下班。您的消息已保存，我们稍后会在这里回复您"],
  [
    { what: "left_behind" },
    "Nobody is here any more. Your message is kept; we are back on Tuesday at 09:00 and answer here",
    "客服已下班。您的消息已保存，我们将于星期二 09:00 恢复服务，并在这里回复您",
    back,
  ],
])("%o", (note, inEnglish, inChinese, away) => {
  expect(noteWords(note, away ?? null, english)).toBe(inEnglish);
  expect(noteWords(note, away ?? null, chinese)).toBe(inChinese);
});

test("no word of the Chinese catalogue is left in English", () => {
  const words = (of: object): unknown[] => Object.values(of).flatMap((word: unknown) => (typeof word === "object" && word !== null ? words(word) : [word]));
  for (const word of words(zh)) if (typeof word === "string") expect(word).toMatch(/[\u4e00-\u9fff，…]/);
});
