"""Two nodes on PostgreSQL and Redis of their own, all real processes that a test may kill."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from cs_platform.embedded.postgres import EmbeddedPostgres
from cs_platform.embedded.redis import EmbeddedRedis

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60.0
SEED = """
import json, sys
import django
django.setup()
from datetime import timedelta
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from agents.models import Agent
from chat.models import Site
from chat.services.chat_sessions import open_chat_session
from chat.services.identify import start_customer
site = Site.objects.create(name="Teahouse")
user = get_user_model().objects.create_user(f"mia{timezone.now().timestamp()}", is_staff=True)
Agent.objects.update(status="away")
Agent.objects.create(user=user, name="Mia", status="online", capacity=1000,
                     connected_until=timezone.now() + timedelta(days=1))
login = Client()
login.force_login(user)
talks = []
for _ in range(int(sys.argv[1])):
    customer, token = start_customer(site_id=site.id)
    talks.append([str(open_chat_session(customer_id=customer.id).id), token])
print(json.dumps({"cookie": login.session.session_key, "talks": talks}))
"""


@dataclass(frozen=True)
class Talk:
    """A chat session, its customer's token, and the login session of the agent who answers it."""

    chat_session: str
    token: str
    cookie: str


class Node:
    """One node on a port of its own, which it keeps through restarts."""

    def __init__(self, environment: dict[str, str], log: IO[bytes], command: list[str] | None = None) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        serve = [sys.executable, "manage.py", "serve", "--port", str(self.port)]
        self._command = (
            serve if command is None else [part.replace("PORT", str(self.port)) for part in command]
        )
        self._environment, self._log = environment, log
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            self._command, cwd=ROOT, env=self._environment, stdout=self._log, stderr=self._log
        )

    def wait_until_live(self) -> None:
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/live", timeout=1).close()
                return
            except OSError:
                assert time.monotonic() < until, "the node did not come up"
                time.sleep(0.05)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


class Cluster:
    """Everything a fault may hit."""

    def __init__(self, data_dir: Path) -> None:
        self.postgres = EmbeddedPostgres(data_dir)
        self.redis = EmbeddedRedis(data_dir)
        self.postgres.start()
        self.redis.start()
        self.log = (data_dir / "nodes.log").open("wb")
        lifted = ("MESSAGES_PER_SECOND", "MESSAGES_BURST", "SOCKETS_PER_IP", "HANDSHAKES_PER_IP_PER_MINUTE")
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "cs_platform.settings",
            "FRONTDESK_DATA_DIR": str(data_dir),
            "DATABASE_URL": self.postgres.url,
            "REDIS_URL": self.redis.url,
            **{f"FRONTDESK_LIMITS__{name}": "100000" for name in lifted},
        }
        self._run(["manage.py", "migrate", "--verbosity=0"])
        self.nodes = [Node(self.environment, self.log) for _ in range(2)]
        for node in self.nodes:
            node.wait_until_live()

    def talks(self, number: int) -> list[Talk]:
        """New chat sessions, each assigned to a new agent."""
        made = json.loads(self._run(["-c", SEED, str(number)]).splitlines()[-1])
        return [Talk(chat_session, token, made["cookie"]) for chat_session, token in made["talks"]]

    def node_with(self, application: str) -> Node:
        """One more node, that serves an application of the test's own."""
        command = [
            sys.executable,
            "-m",
            "uvicorn",
            application,
            "--port",
            "PORT",
            "--ws",
            "websockets-sansio",
        ]
        node = Node(self.environment, self.log, command)
        node.wait_until_live()
        return node

    def stop(self) -> None:
        for node in self.nodes:
            node.kill()
        self.redis.stop()
        self.postgres.stop()
        self.log.close()

    def _run(self, arguments: list[str]) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return done.stdout
