/** Something that is on or off, at once. */

interface Props {
  on: boolean;
  title: string;
  text?: string | undefined;
  disabled?: boolean;
  onChange: (on: boolean) => void;
}

export const Switch = ({ on, title, text, disabled = false, onChange }: Props) => (
  <label class="fd-switch" data-off={disabled}>
    <input type="checkbox" role="switch" checked={on} disabled={disabled} onChange={(event) => onChange(event.currentTarget.checked)} />
    <span>
      {title}
      {text !== undefined && <small>{text}</small>}
    </span>
  </label>
);
