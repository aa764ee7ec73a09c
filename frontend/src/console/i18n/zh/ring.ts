import type { ring as en } from "../en/ring";

export const ring: typeof en = {
  ringing: "来访",
  rings: (name) => `${name} 来访`,
  ringsFor: (name, facts) => `来访：${name}。${facts}。按 Alt+Enter 接入，按 Alt+R 转到来访卡片。`,
  secondsLeft: (n) => `剩余 ${n} 秒`,
  accept: "接入",
  decline: "拒绝",
  whyDecline: "为什么不接入？",
  reasons: ["正忙", "不在我的业务范围"],
  otherReason: "其他…",
  reason: "原因",
  backToOffer: "返回",
  ringKeys: "Enter 接入 · Esc 拒绝",
  reasonKeys: "Enter 拒绝 · Esc 返回",
  ringKeysAnywhere: "任意位置：Alt+Enter 接入，Alt+R 转到此处",
  moreRinging: (n) => `还有 ${n} 位客户来访`,
  earlier: (n) => (n === 0 ? "首次咨询" : `曾咨询 ${n} 次`),
  waitingFor: (wait) => `已等待 ${wait}`,
  transferredBy: (name) => `由 ${name} 转接`,
  nowMine: (name) => `与 ${name} 的会话已分配给您`,
  offerEnded: {
    expired: (name) => `您错过了与 ${name} 的会话，会话已转给其他同事。`,
    withdrawn: (name) => `与 ${name} 的会话已不需要您接入。`,
  },
  transferAnswered: {
    accepted: (agent, customer) => `${agent} 已接手与 ${customer} 的会话。`,
    declined: (agent, customer, reason) => `${agent} 拒绝了与 ${customer} 的会话${reason ? `：${reason}` : ""}。会话仍由您负责。`,
    expired: (agent, customer) => `${agent} 没有应答，与 ${customer} 的会话仍由您负责。`,
    withdrawn: (agent, customer) => `与 ${customer} 的会话未转接给 ${agent}。`,
  },
};
