/** A small set of line icons, drawn in the colour of the text. They say nothing that the text beside them does not. */

const PATHS = {
  answer: "M4 5h16v11H9l-5 4zM8.500 9h7M8.500 12h4",
  absent: "M3 3l18 18M8.5 8.6A4 4 0 0013 12M12 4a4 4 0 014 4M4.5 20a7.5 7.5 0 019-6.4",
  at: "M16 12a4 4 0 11-8 0 4 4 0 018 0v1.500a2.500 2.500 0 005 0V12a9 9 0 10-3.600 7.200",
  back: "M15 5l-7 7 7 7",
  chat: "M4 5h16v11H9l-5 4z",
  check: "M5 12.5l4.5 4.5L19 7.5",
  checks: "M2 12.5l4.5 4.5L16 7.5M11.5 16.5l.5.5 9.5-9.5",
  clock: "M12 7v5l3.5 2M12 3a9 9 0 100 18 9 9 0 000-18z",
  clock_alert: "M11 7v5l3 2M20.5 9.2A9 9 0 1015 20.500M19 13.500v4M19 20.600v.2",
  close: "M6 6l12 12M18 6L6 18",
  bell: "M6 16v-5a6 6 0 0112 0v5l1.5 2h-15zM10 20.5h4",
  bell_off: "M9 5.8A6 6 0 0118 11v3M6 9.500V16l-1.500 2H18M10 20.500h4M3.500 3.500l17 17",
  chevron: "M7 10l5 5 5-5",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  down: "M12 5v14M6 13l6 6 6-6",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  group: "M9 11a3.2 3.2 0 100-6.4A3.2 3.2 0 009 11zM2.5 19a6.5 6.5 0 0113 0M16 4.9a3.2 3.2 0 010 5.8M18 13.6a6.5 6.5 0 013.5 5.4",
  history: "M4 12a8 8 0 108-8 8 8 0 00-7 4M4 4v4h4M12 8v4.5l3 1.5",
  inbox: "M4 13l2.5-8h11L20 13v6H4zM4 13h4.5l1.5 2.5h4l1.5-2.5H20",
  keyboard: "M3 6h18v12H3zM7 10h.1M10.500 10h.1M14 10h.1M17.500 10h.1M8 14h8",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 017 0v3",
  more: "M4.8 12a.9.9 0 101.8 0 .9.9 0 10-1.8 0M11.1 12a.9.9 0 101.8 0 .9.9 0 10-1.8 0M17.4 12a.9.9 0 101.8 0 .9.9 0 10-1.8 0",
  offline: "M3 3l18 18M8.500 8.200A11 11 0 0121 9.500M3 9.500a13 13 0 013-2M6.500 13a8 8 0 014-2M14 11.200a8 8 0 013.500 1.800M10 16.500a3 3 0 014 0M12 19.500v.2",
  page: "M4 5h16v14H4zM4 9h16M7 7h.1",
  play: "M8 5.500v13l10.500-6.500z",
  panel: "M4 5h16v14H4zM15 5v14",
  person: "M12 12a4 4 0 100-8 4 4 0 000 8zM4.5 20a7.5 7.5 0 0115 0",
  print: "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
  quote: "M9 8l-5 5 5 5M4 13h9a7 7 0 017 7",
  question: "M9.2 9.2a2.9 2.9 0 115 2c-1.2 1-2.2 1.5-2.2 2.8M12 17.2v.3M12 3a9 9 0 100 18 9 9 0 000-18z",
  requeue: "M9 7l-5 5 5 5M4 12h10a6 6 0 016 6",
  search: "M10.5 17a6.5 6.5 0 100-13 6.5 6.5 0 000 13zM15.3 15.3L20 20",
  send: "M4 12l16-8-5.5 16-3-6.5zM11.5 13.5L20 4",
  select: "M4 5h9v9H4zM6.500 9.500l2 2 6.500-7M8 19h12M17 15h3",
  star: "M12 4l2.4 5 5.6.800-4 3.9 1 5.5-5-2.6-5 2.6 1-5.5-4-3.9 5.6-.800z",
  transfer: "M4 8h13M13 4l4 4-4 4M20 16H7M11 12l-4 4 4 4",
  up: "M12 19V5M6 11l6-6 6 6",
  verified: "M12 3l7 3v5.5c0 4.5-3 7.7-7 9.5-4-1.8-7-5-7-9.5V6zM8.8 12l2.3 2.3 4.2-4.4",
  whisper: "M7 10.500a5 5 0 0110 0c0 3-2.500 3.500-2.500 6a2.500 2.500 0 01-5 .500M10 10.500a2 2 0 014 0M4 5l-1.500-1.500M3.500 10.500h-2M20 5l1.500-1.500",
  warning: "M12 4l9 16H3zM12 10v4.5M12 17.2v.3",
};

export type IconName = keyof typeof PATHS;

export const Icon = ({ name }: { name: IconName }) => (
  <svg class="fd-icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={PATHS[name]} />
  </svg>
);
