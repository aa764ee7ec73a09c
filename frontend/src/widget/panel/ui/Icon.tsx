const PATHS = {
  close: "M6 6l12 12M18 6 6 18",
  send: "M5 12h13M12.5 5.5 19 12l-6.5 6.5",
  down: "M12 5v14m-6-6 6 6 6-6",
  check: "m4 12.5 5 5L20 6.5",
  alert: "M12 8v5m0 3.5v.01M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z",
};

export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
