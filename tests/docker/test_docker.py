"""What can be held of the containers without an engine: their files agree with what the tests run."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from cs_platform.up import commands
from tests.pins import RUNTIME, needed_by, pinned, versions

DOCKER = Path(settings.BASE_DIR) / "docker"
SECRETS = {"POSTGRES_PASSWORD": "x", "FRONTDESK_SECRET_KEY": "y"}


def has_compose() -> bool:
    docker = shutil.which("docker")
    return (
        docker is not None
        and subprocess.run([docker, "compose", "version"], capture_output=True).returncode == 0
    )


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    return dict(yaml.safe_load((DOCKER / "compose.yaml").read_text())["services"])


@pytest.mark.parametrize(
    ("service", "command"),
    [
        ("web-1", commands.WEB),
        ("web-2", commands.WEB),
        ("worker", commands.WORKER),
        ("beat", commands.BEAT),
        ("migrate", commands.MIGRATE),
    ],
)
def test_a_container_is_started_with_the_words_that_up_uses(services, service, command):
    assert tuple(services[service]["command"]) == command


def test_the_image_starts_a_web_node(services):
    last_line = (DOCKER / "Dockerfile").read_text().strip().splitlines()[-1]
    assert last_line == 'CMD ["python", "manage.py", "serve"]'


def test_the_image_does_not_run_as_root():
    users = re.findall(r"^USER (.+)$", (DOCKER / "Dockerfile").read_text(), re.MULTILINE)
    assert users == ["frontdesk"]


def test_what_the_image_copies_is_there():
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (DOCKER / "Dockerfile").read_text(), re.MULTILINE)
    missing = [
        path for line in copied for path in line.split() if not (Path(settings.BASE_DIR) / path).exists()
    ]
    assert missing == []


def test_what_the_image_does_not_install_is_pinned_and_nobody_there_needs_it():
    (names,) = re.findall(r"grep -vE '\^\(([\w|-]+)\)=='", (DOCKER / "Dockerfile").read_text())
    left_out = set(names.split("|"))
    assert left_out - versions(pinned(RUNTIME)).keys() == set()
    assert left_out & needed_by(each for each in pinned(RUNTIME) if each.name not in left_out) == set()


def test_every_variable_of_the_containers_is_one_that_settings_read(services):
    fields = type(settings.FRONTDESK).model_fields
    known = {"DATABASE_URL", "REDIS_URL", "PORT"} | {f"FRONTDESK_{name.upper()}" for name in fields}
    assert set(services["web-1"]["environment"]) - known == set()


def test_whoever_is_waited_for_exists(services):
    waited_for = {name for service in services.values() for name in service.get("depends_on", {})}
    assert waited_for - set(services) == set()


@pytest.mark.skipif(
    not has_compose(),
    reason="docker compose is not installed here; the file is parsed as YAML above",
)
def test_compose_accepts_its_file():
    done = subprocess.run(
        ["docker", "compose", "-f", str(DOCKER / "compose.yaml"), "config", "--quiet"],
        capture_output=True,
        text=True,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", **SECRETS},
    )
    assert (done.returncode, done.stderr) == (0, "")


def nginx_upstreams(conf: str) -> list[str]:
    return re.findall(r"^\s+server (\S+):8000 ", conf, re.MULTILINE)


def test_nginx_sends_to_every_web_node(services):
    webs = sorted(name for name in services if name.startswith("web-"))
    assert sorted(nginx_upstreams((DOCKER / "nginx.conf").read_text())) == webs


def test_nginx_accepts_its_file(tmp_path: Path):
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if nginx is None:
        pytest.skip("nginx is not installed here; .ci/run installs it where it may")
    conf = (DOCKER / "nginx.conf").read_text()
    for name in nginx_upstreams(conf):
        conf = conf.replace(f"server {name}:", "server 127.0.0.1:")  # only the containers know the names
    (tmp_path / "nginx.conf").write_text(conf)
    command = [
        nginx,
        "-t",
        "-q",
        "-c",
        str(tmp_path / "nginx.conf"),
        "-g",
        f"error_log {tmp_path}/error.log;",
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
