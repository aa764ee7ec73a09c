/** A value worked out of signals; who reads it is drawn anew only when a part of it differs. */

import { computed } from "@preact/signals";
import { useMemo } from "preact/hooks";

/** `make` may read signals and what never changes while the component lives, nothing else. */
export function useView<View extends object>(make: () => View): View {
  const view = useMemo(() => {
    let last: View | null = null;
    return computed(() => {
      const next = make();
      if (last === null || !same(last, next)) last = next;
      return last;
    });
  }, []);
  return view.value;
}

const same = <View extends object>(a: View, b: View): boolean =>
  (Object.keys(a) as (keyof View)[]).every((key) => Object.is(a[key], b[key])) && Object.keys(a).length === Object.keys(b).length;
