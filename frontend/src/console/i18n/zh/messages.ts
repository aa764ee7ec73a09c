import type { messages as en } from "../en/messages";

export const messages: typeof en = {
  newMessages: (n) => `${n} 条新消息`,
  toLatest: "回到最新",
  messageTools: "消息操作",
  quote: "引用回复",
  copyText: "复制文本",
  textCopied: "已复制文本。",
  copy: "复制",
  copied: (text) => `已复制 ${text}。`,
  notCopied: "无法复制，请选中文本后按 Ctrl+C。",
  goToQuoted: "跳转到这条消息",
  edited: "已编辑",
  recalled: "消息已撤回",
  youRecalled: "您撤回了一条消息",
  recalledBy: (name) => `${name} 撤回了一条消息`,
  kinds: { image: "图片", file: "文件", voice: "语音消息" },
};
