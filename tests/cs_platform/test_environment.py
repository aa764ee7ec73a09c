"""Settings are checked whole, before anything starts."""

import stat
from pathlib import Path

import pytest

from cs_platform.environment import Environment, environment, kept_secret_key


def faults_of(monkeypatch, capsys, **variables: str) -> list[str]:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as ended:
        environment.__wrapped__()
    assert ended.value.code == 2
    first, *faults = capsys.readouterr().err.splitlines()
    assert first == "Frontdesk cannot start; these settings are wrong:"
    return [fault.strip() for fault in faults]


def test_all_faults_are_told_at_once_by_the_names_of_their_variables(monkeypatch, capsys):
    faults = faults_of(
        monkeypatch,
        capsys,
        PORT="0",
        DATABASE_URL="mysql://root:geheim@db/x",
        FRONTDESK_LIMITS__MESSAGES_BURST="-1",
        FRONTDESK_BUS__KIND="carrier-pigeon",
    )
    assert sorted(fault.split(":")[0] for fault in faults) == [
        "DATABASE_URL",
        "FRONTDESK_BUS__KIND",
        "FRONTDESK_LIMITS__MESSAGES_BURST",
        "PORT",
    ]


def test_a_fault_shows_the_value_but_never_a_password(monkeypatch, capsys):
    faults = faults_of(monkeypatch, capsys, PORT="http", DATABASE_URL="mysql://root:geheim@db/x")
    assert any("(got 'http')" in fault for fault in faults)
    assert not any("geheim" in fault for fault in faults)


def test_a_group_that_is_no_json_is_a_fault_too(monkeypatch, capsys):
    (fault,) = faults_of(monkeypatch, capsys, FRONTDESK_LIMITS="many")
    assert "limits" in fault


def test_origins_are_a_list_without_trailing_slashes(monkeypatch):
    monkeypatch.setenv("FRONTDESK_PUBLIC_ORIGINS", "https://a.example/, https://b.example")
    assert Environment().public_origins == ["https://a.example", "https://b.example"]


def test_a_secret_key_is_made_once_and_kept_for_us_alone(tmp_path: Path):
    env = Environment(data_dir=tmp_path / "var", secret_key="")
    key = kept_secret_key(env)
    assert len(key) == 86
    assert kept_secret_key(env) == key
    assert [path.name for path in env.data_dir.iterdir()] == ["secret_key"]
    assert stat.S_IMODE((env.data_dir / "secret_key").stat().st_mode) == 0o600


def test_a_configured_secret_key_leaves_no_file(tmp_path: Path):
    assert kept_secret_key(Environment(data_dir=tmp_path, secret_key="given")) == "given"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("pattern", ["[A-Z", "x*"])
def test_an_order_number_pattern_is_a_regular_expression_that_finds_something(monkeypatch, capsys, pattern):
    (fault,) = faults_of(monkeypatch, capsys, FRONTDESK_ORDER_NUMBER_PATTERN=pattern)
    assert fault.startswith("FRONTDESK_ORDER_NUMBER_PATTERN: ")
