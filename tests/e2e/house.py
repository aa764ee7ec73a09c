"""A served Frontdesk as a real process, seeded with one site and its agents."""

import json
import os
import re
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import httpx
import psycopg

from tests.live import free_port

ROOT = Path(__file__).resolve().parents[2]
START_LIMIT_SECONDS = 30

SEED = """
import json, sys
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from cs_platform.demo import ensure_demo
demo = ensure_demo()
from agents.models import SkillGroup
SkillGroup.objects.update(auto_accept=True)  # most journeys begin where an agent has the chat; `rings` changes that
print(json.dumps(dict(demo.logins)))
"""


def seed(environment: Mapping[str, str]) -> dict[str, Any]:
    """Migrates an empty database and fills it with the demo; the login of one agent, and all logins with passwords."""
    done = subprocess.run(
        [sys.executable, "-c", SEED],
        cwd=ROOT,
        env={**environment, "DJANGO_SETTINGS_MODULE": "cs_platform.settings"},
        check=True,
        capture_output=True,
        text=True,
    )
    logins: dict[str, str] = json.loads(done.stdout.strip().splitlines()[-1])
    return {"logins": logins, "login": "mia"}


@contextmanager
def served() -> Iterator["House"]:
    """A node of its own over a database of its own, served by `manage.py serve` on a free port."""
    for built in ("widget.js", "panel.js", "console.js", "history.js", "setup.js"):
        assert (ROOT / "frontend" / "dist" / built).exists(), (
            "the front end is not built: make run or make test does"
        )
    name = f"e2e_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
    parts = urlsplit(os.environ["DATABASE_URL"])
    environment = {**os.environ, "DATABASE_URL": urlunsplit(parts._replace(path=f"/{name}"))}
    house = House(environment=environment, port=free_port(), **seed(environment))
    house.start()
    try:
        yield house
    finally:
        house.stop()
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as admin:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def sign_in(origin: str, login: str, password: str) -> httpx.Cookies:
    """As a browser would, by the page's form."""
    with httpx.Client(base_url=origin, headers={"Referer": f"{origin}/admin/"}) as browser:
        page = browser.get("/admin/login/").raise_for_status().text
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token is not None
        fields = {"username": login, "password": password, "csrfmiddlewaretoken": token[1]}
        browser.post("/admin/login/", data=fields)
        assert "sessionid" in browser.cookies, "signing in failed"
        return browser.cookies


class House:
    """One node. May be stopped and started again in a test that leaves it running."""

    def __init__(
        self,
        *,
        environment: Mapping[str, str],
        port: int,
        logins: Mapping[str, str],
        login: str,
    ) -> None:
        self.origin = f"http://127.0.0.1:{port}"
        self.logins, self.login = logins, login
        self._cookies: dict[str, httpx.Cookies] = {}
        self._environment = {**environment, "FRONTDESK_LIMITS__NEW_CUSTOMERS_PER_IP_PER_MINUTE": "1000"}
        self._port = port
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns once it serves."""
        self._process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(self._port)],
            cwd=ROOT,
            env=self._environment,
            stdout=subprocess.DEVNULL,
        )
        end = time.monotonic() + START_LIMIT_SECONDS
        while time.monotonic() < end:
            assert self._process.poll() is None, "the node ended instead of serving"
            try:
                if httpx.get(f"{self.origin}/health/live", timeout=1).status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        raise AssertionError(f"the node did not serve within {START_LIMIT_SECONDS} s")

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(30)
            self._process = None

    def site(self) -> str:
        """The id of the demo shop's site."""
        found = re.search(r'data-site="([^"]+)"', httpx.get(f"{self.origin}/demo/").text)
        assert found is not None
        return found[1]

    def cookies_of(self, login: str) -> httpx.Cookies:
        """Of a browser in which they signed in. Tests share it: whoever signs out does so in one of their own."""
        if login not in self._cookies:
            self._cookies[login] = sign_in(self.origin, login, self.logins[login])
        return self._cookies[login]

    def sql(self, statement: str, *values: object) -> None:
        """Changes what only an administrator, or time, would change."""
        with psycopg.connect(self._environment["DATABASE_URL"], autocommit=True) as database:
            database.execute(statement, values)

    def kill(self) -> None:
        """As if the machine had gone."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()
        self._process = None
