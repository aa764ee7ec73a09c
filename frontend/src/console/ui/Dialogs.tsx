/** The one dialog that is open, if any. */

import { AlertsDialog } from "./AlertsDialog";
import { useConsole } from "./context";
import { CloseDialog } from "./CloseDialog";
import { ColleagueDialog } from "./ColleagueDialog";
import { LeaveDialog } from "./LeaveDialog";
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
      return <CloseDialog card={asking.card} />;
    case "leave":
      return <LeaveDialog why={asking.why} go={asking.go} />;
    case "alerts":
      return <AlertsDialog />;
    case undefined:
      return null;
  }
}
