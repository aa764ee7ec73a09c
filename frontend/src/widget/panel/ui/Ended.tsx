import { usePanel } from "../context";

export function Ended() {
  const { say, desk } = usePanel();
  return (
    <section class="ended">
      <p>
        <strong>{say.ended}.</strong> {say.endedText}
      </p>
      <button type="button" class="primary" onClick={() => desk.startAnew()}>
        {say.startAnew}
      </button>
    </section>
  );
}
