import { describe, expect, it } from "vitest";

import { Device, usual } from "../../src/console/device";

function shelf(kept: string | null = null) {
  let value = kept;
  return {
    getItem: () => value,
    setItem: (_key: string, text: string) => {
      value = text;
    },
  };
}

describe("a device", () => {
  it("keeps what was chosen on it", () => {
    const storage = shelf();
    new Device(storage).choose({ asideOpen: false });
    expect(new Device(storage).choices.value).toEqual({ ...usual, asideOpen: false });
  });

  it("folds and unfolds a section, once", () => {
    const device = new Device(shelf());
    device.fold("queue", true);
    device.fold("queue", true);
    expect([device.choices.value.folded, device.folded("queue")]).toEqual([["queue"], true]);
    device.fold("queue", false);
    expect(device.choices.value.folded).toEqual([]);
  });

  it.each([
    ["nothing", null],
    ["no JSON", "{"],
    ["no object", "7"],
    ["null", "null"],
    ["values of other types", '{"asideOpen": "no", "folded": {"a": 1}}'],
    ["names that mean nothing", '{"sidebar": true}'],
  ])("goes back to the usual where it finds %s", (_case, kept) => {
    expect(new Device(shelf(kept)).choices.value).toEqual(usual);
  });

  it("hears what another tab chose", () => {
    const storage = shelf();
    const [one, two] = [new Device(storage), new Device(storage)];
    one.choose({ asideOpen: false });
    two.reread();
    expect(two.choices.value.asideOpen).toBe(false);
  });

  it("goes on where nothing can be kept", () => {
    const device = new Device({
      getItem: () => null,
      setItem: () => {
        throw new DOMException("full", "QuotaExceededError");
      },
    });
    device.choose({ asideOpen: false });
    expect(device.choices.value.asideOpen).toBe(false);
  });
});
