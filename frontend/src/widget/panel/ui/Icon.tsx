const PATHS = {
  close: "M6 6l12 12M18 6 6 18",
  send: "M5 12h13M12.5 5.5 19 12l-6.5 6.5",
  down: "M12 5v14m-6-6 6 6 6-6",
  check: "m4 12.5 5 5L20 6.5",
  more: "M5.5 12v.01M12 12v.01M18.5 12v.01",
  end: "M14 5h4.5v14H14M4.5 12H14M8 8l-4 4 4 4",
  clock: "M12 7.5V12l3 2M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Z",
  away: "M4 4l16 16M9 6.2A10.6 10.6 0 0 1 21 9.5M3 9.5a12 12 0 0 1 2.6-1.9M6.4 13a7.6 7.6 0 0 1 3.4-1.8M14.5 11.6a7.600 7.600 0 0 1 3.100 1.700M12 18v.01",
  alert: "M12 8v5m0 3.5v.01M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z",
};

export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
