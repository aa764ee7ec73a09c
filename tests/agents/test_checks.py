from django.core.checks import run_checks

from agents.checks import check_strategies


def test_the_settings_as_they_come_have_no_fault():
    assert check_strategies(None) == []


def test_a_strategy_that_cannot_be_used_is_reported(settings):
    settings.FRONTDESK_STRATEGIES = {
        "manual": "agents.strategies.manual.rank",
        "lost": "agents.strategies.lost.rank",
        "module": "agents.strategies.manual",
    }
    found = [(each.id, each.msg) for each in run_checks() if each.id == "agents.E001"]
    assert found == [
        (
            "agents.E001",
            "FRONTDESK_STRATEGIES['lost'] is 'agents.strategies.lost.rank': it cannot be imported"
            " (No module named 'agents.strategies.lost').",
        ),
        ("agents.E001", "FRONTDESK_STRATEGIES['module'] is 'agents.strategies.manual': it is no function."),
    ]
