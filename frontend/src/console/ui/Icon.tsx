/** A small set of line icons, drawn in the colour of the text. They say nothing that the text beside them does not. */

const PATHS = {
  back: "M15 5l-7 7 7 7",
  chat: "M4 5h16v11H9l-5 4z",
  check: "M5 12.5l4.5 4.5L19 7.5",
  checks: "M2 12.5l4.5 4.5L16 7.5M11.5 16.5l.5.5 9.5-9.5",
  clock: "M12 7v5l3.5 2M12 3a9 9 0 100 18 9 9 0 000-18z",
  close: "M6 6l12 12M18 6L6 18",
  down: "M12 5v14M6 13l6 6 6-6",
  history: "M4 12a8 8 0 108-8 8 8 0 00-7 4M4 4v4h4M12 8v4.5l3 1.5",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 017 0v3",
  person: "M12 12a4 4 0 100-8 4 4 0 000 8zM4.5 20a7.5 7.5 0 0115 0",
  send: "M4 12l16-8-5.5 16-3-6.5zM11.5 13.5L20 4",
  verified: "M12 3l7 3v5.5c0 4.5-3 7.7-7 9.5-4-1.8-7-5-7-9.5V6zM8.8 12l2.3 2.3 4.2-4.4",
  warning: "M12 4l9 16H3zM12 10v4.5M12 17.2v.3",
};

export const Icon = ({ name }: { name: keyof typeof PATHS }) => (
  <svg class="fd-icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={PATHS[name]} />
  </svg>
);
