import type { refusals as en } from "../en/refusals";

const tooLate = "来晚了：此会话已转给其他同事。";
const noLongerRings = "此会话已不再等待您应答。";
const changed = "负责人刚刚变更，请重新查看。";
const colleagueGone = "该同事已不在。";

export const refusals: typeof en = {
  failed: {
    bad_frame: "服务器无法识别该请求，请刷新页面。",
    too_large: "内容过长，无法发送。",
    blank: "消息内容为空。",
    unknown: "此会话不存在（或已不存在）。",
    forbidden: "您现在不能在此执行该操作。",
    closed: "此会话已结束。",
    conflict: "该消息与另一条消息冲突。",
    too_fast: "操作过快，请稍候。",
    unavailable: "服务器暂时无法处理，请重试。",
    gone: "此文件已不存在，请重新添加。",
    infected: "此文件含有病毒。",
    not_allowed: "此处不能发送这种类型的文件。",
    quota: "今日上传量已满，请明天再试。",
    full: "没有空余名额接入新会话。",
    offline: "目前无人接待。",
    open_chat_sessions: "还有未结束的会话。",
    stale: "情况已发生变化。",
  },
  lost: "连接中断，请重试。",
  refused: {
    accept: { stale: tooLate, unknown: tooLate },
    decline: { stale: noLongerRings, unknown: noLongerRings },
    pull: { stale: "已被其他同事抢先接入。", full: "您没有空余名额接入新会话。" },
    transfer: {
      stale: "已经询问了一位同事，请等待答复。",
      full: "对方没有空余名额接入新会话。",
      unknown: "该同事或技能组已不存在。",
    },
    invite: { stale: "对方已在此会话中。", unknown: colleagueGone },
    extend_wrap_up: { stale: "整理时间已结束，或已延长过。" },
    take_over: { stale: changed },
    assign: { stale: changed, unknown: colleagueGone },
  },
};
