/** The one dialog that is open, if any. */

import { AlertsDialog } from "./AlertsDialog";
import { useConsole } from "./context";
import { CloseDialog } from "./CloseDialog";
import { ColleagueDialog } from "./ColleagueDialog";
import { KeysDialog } from "./KeysDialog";
import { LeaveDialog } from "./LeaveDialog";
import { Palette } from "./Palette";
import { TransferDialog } from "./TransferDialog";

export function Dialogs() {
  const asking = useConsole().asking.value;
  switch (asking?.what) {
    case "transfer":
      return <TransferDialog cards={asking.cards} go={asking.go} />;
    case "invite":
    case "assign":
      return <ColleagueDialog card={asking.card} purpose={asking.what} />;
    case "close":
      return <CloseDialog cards={asking.cards} />;
    case "leave":
      return <LeaveDialog why={asking.why} go={asking.go} />;
    case "alerts":
      return <AlertsDialog />;
    case "keys":
      return <KeysDialog />;
    case "palette":
      return <Palette />;
    case undefined:
      return null;
  }
}
