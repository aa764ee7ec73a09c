/** What the behaviours of the set-up pages say themselves; everything else comes with the page. */
export const en = {
  /** By the name of the icon. */
  icons: { close: "Close", forum: "Frontdesk", more_horiz: "More actions", more_vert: "More actions", search: "Search", delete: "Delete" } as Record<string, string>,
  deleteRow: "Delete",
  table: "Table, may be scrolled sideways",
  menu: "Menu",
  insert: (name: string): string => `Insert {${name}}`,
  insertOne: "Insert what the console fills in:",
};

export type Strings = typeof en;
