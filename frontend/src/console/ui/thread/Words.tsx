/** Plain words, with order numbers to copy and, in notes, who is called. */

import type { Lane } from "../../../protocol";
import { orderParts } from "../../../shared/orders";
import { mentionParts } from "../../composer/mentions";
import { copyText } from "../clipboard";
import { useConsole } from "../context";
import { useThread } from "./context";

export function Words({ text, lane, reachable }: { text: string; lane: Lane; reachable: boolean }) {
  const { orderNumber } = useConsole();
  return (
    <>
      {orderParts(text, orderNumber).map((part, index) =>
        part.kind === "order" ? (
          <OrderNumber key={index} number={part.text} reachable={reachable} />
        ) : lane === "staff" ? (
          <Mentions key={index} text={part.text} />
        ) : (
          part.text
        ),
      )}
    </>
  );
}

function OrderNumber({ number, reachable }: { number: string; reachable: boolean }) {
  const { desk, say } = useConsole();
  const copy = async () => {
    desk.notice.value = (await copyText(number)) ? say.copied(number) : say.notCopied;
  };
  return (
    <button type="button" class="fd-order" title={say.copy} tabIndex={reachable ? 0 : -1} onClick={() => void copy()}>
      {number}
    </button>
  );
}

function Mentions({ text }: { text: string }) {
  const { desk } = useConsole();
  const { me } = useThread();
  const { colleagues } = desk.workspace.value;
  return (
    <>
      {mentionParts(text, [...colleagues.values()]).map((part, index) =>
        part.who === null ? (
          part.text
        ) : (
          <span key={index} class="fd-mention" data-me={part.who === me || undefined}>
            {part.text}
          </span>
        ),
      )}
    </>
  );
}
