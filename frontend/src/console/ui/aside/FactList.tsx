/** Names and what stands for them. */

import type { ComponentChildren } from "preact";

export interface Fact {
  name: string;
  value: ComponentChildren;
  title?: string | undefined;
}

interface Props {
  facts: readonly Fact[];
  /** Each name above its value instead of beside it: for long ones. */
  stacked?: boolean;
}

export const FactList = ({ facts, stacked = false }: Props) => (
  <dl class="fd-fact-list" data-stacked={stacked}>
    {facts.map(({ name, value, title }) => (
      <div key={name}>
        <dt dir="auto">{name}</dt>
        <dd dir="auto" title={title}>
          {value}
        </dd>
      </div>
    ))}
  </dl>
);
