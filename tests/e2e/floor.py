"""How the floor of agents is set up for one test, and left for the next."""

from tests.e2e.agent import AgentDouble
from tests.e2e.house import House

DESK = "Front desk"
SUPERVISOR = "sam"
GIVING = {"auto_accept": True, "offer_seconds": 20, "misses_until_away": 3, "grace_seconds": 30}
"""As the front desk is seeded; chats are given at once."""
RINGING = {"auto_accept": False, "offer_seconds": 60, "misses_until_away": 3, "grace_seconds": 30}
"""Long enough that nothing is over on a busy machine before the test has looked; those about the end say less."""

OPENS_IN_THREE_DAYS = """
INSERT INTO agents_openinghours (group_id, weekday, opens, closes)
SELECT id, (extract(isodow FROM now())::int + 2) %% 7, '09:00', '17:00' FROM agents_skillgroup WHERE name = %s
"""


def set_group(house: House, name: str, **settings: object) -> None:
    """As an administrator would on the group's page; the engine reads the row anew for every decision."""
    columns = ", ".join(f"{column} = %s" for column in settings)
    house.sql(f"UPDATE agents_skillgroup SET {columns} WHERE name = %s", *settings.values(), name)


def clear_floor(house: House) -> None:
    """Ends every chat, and sends everybody home."""
    house.sql("UPDATE agents_agent SET status = 'offline', status_reason = '', misses = 0, capacity = 5")
    with AgentDouble(house, login=SUPERVISOR) as supervisor:
        while cards := _open(supervisor):
            for card in cards:
                supervisor.ask("close", chat_session=card["id"])


def _open(supervisor: AgentDouble) -> list[dict[str, str]]:
    seen = supervisor.ask("get_workspace")
    rings = [offer["chat_session"] for offer in seen["offers"]]
    return [*rings, *seen["mine"], *seen["waiting"], *seen["others"], *seen["left"]]
