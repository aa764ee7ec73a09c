import type { Strings } from "./en";

export const zh: Strings = {
  icons: { close: "关闭", forum: "Frontdesk", more_horiz: "更多操作", more_vert: "更多操作", search: "搜索", delete: "删除" },
  deleteRow: "删除",
  table: "表格，可横向滚动",
  menu: "菜单",
  insert: (name) => `插入 {${name}}`,
  insertOne: "插入由控制台自动填写的内容：",
};
