import { clockTime, fullTime } from "../../words";
import { useConsole } from "../context";

export function Time({ atMs }: { atMs: number }) {
  const { language } = useConsole();
  return (
    <time dateTime={new Date(atMs).toISOString()} title={fullTime(atMs, language)}>
      {clockTime(atMs, language)}
    </time>
  );
}
