import type { events as en } from "../en/events";

export const events: typeof en = {
  opened: "会话开始",
  assignedMe: "已分配给您",
  assigned: (name) => `已分配给 ${name}`,
  toYou: "您",
  transferred: (by, to) => `${by} 将此会话转接给 ${to}`,
  tookOver: (by) => `${by} 接管了此会话`,
  transferredToGroup: (by, group) => (group ? `${by} 将此会话转接到 ${group}` : `${by} 将此会话退回排队`),
  requeued: {
    agent_gone: (name) => (name ? `${name} 掉线，会话回到排队` : "客服掉线，会话回到排队"),
    given_back: (name) => (name ? `${name} 将此会话退回排队` : "会话已退回排队"),
    overflow: () => "等待过久，已转到其他队列",
  },
  joined: (name) => `${name} 加入会话`,
  parted: (name) => `${name} 离开会话`,
  idleWarned: (time) => `客户没有回应，已提示会话将于 ${time} 关闭`,
  leftMessage: "无人在线：已转为留言",
  reopened: "客户再次发来消息，会话继续",
  closedIdle: "客户长时间没有回应，会话已关闭",
  closedByMe: "您结束了会话",
  closedBy: {
    agent: (name) => `${name || "客服"} 结束了会话`,
    customer: () => "客户结束了会话",
    system: () => "会话已自动关闭",
  },
};
