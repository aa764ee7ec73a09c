"""The one place that reads the environment: a typed tree, checked whole at start.

Every variable is `FRONTDESK_<NAME>`, nested ones `FRONTDESK_<GROUP>__<NAME>`; only the three that
hosting platforms agree on (`DATABASE_URL`, `REDIS_URL`, `PORT`) go without the prefix.
"""

import contextlib
import os
import re
import secrets
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AliasChoices, BaseModel, Field, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict, SettingsError

BASE_DIR = Path(__file__).resolve().parent.parent
UNPREFIXED = {"DATABASE_URL", "REDIS_URL", "PORT"}
SECRET = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "FILES__S3_SECRET_KEY", "FILES"}


class Limits(BaseModel):
    """What one client may do before it is told to slow down."""

    messages_per_second: float = Field(10, gt=0)
    messages_burst: int = Field(20, ge=1)
    bad_frames_per_minute: int = Field(5, ge=0)
    sockets_per_ip: int = Field(200, ge=1)
    sockets_per_customer: int = Field(10, ge=1)
    handshakes_per_ip_per_minute: int = Field(300, ge=1)
    new_customers_per_ip_per_minute: int = Field(30, ge=1)
    openings_per_customer_per_minute: int = Field(20, ge=1)
    uploads_per_minute: int = Field(60, ge=1)
    visits_per_customer_per_minute: int = Field(60, ge=1)
    searches_per_agent_per_minute: int = Field(60, ge=1)


class BusSettings(BaseModel):
    """How nodes tell each other what was stored."""

    kind: Literal["broadcast", "memory"] = "broadcast"
    beat_seconds: float = Field(1.0, gt=0)
    publish_limit_seconds: float = Field(1.0, gt=0)
    position_check_seconds: float = Field(15.0, gt=0)
    position_check_when_down_seconds: float = Field(2.0, gt=0)


class FileSettings(BaseModel):
    """Where files and voice clips are kept, and how much of them. What one site takes stands with the site."""

    storage: Literal["local", "s3"] = "local"
    s3_bucket: str = ""
    s3_endpoint_url: str = Field("", description="Empty: Amazon's; else that of an S3-compatible server.")
    s3_region: str = ""
    s3_access_key: str = Field("", description="Empty: what boto3 finds by itself, such as a machine's role.")
    s3_secret_key: str = ""
    s3_prefix: str = Field("", description="Put before every name, where a bucket is shared.")
    customer_bytes_per_day: int = Field(200 * 1024**2, ge=0)
    agent_bytes_per_day: int = Field(5 * 1024**3, ge=0)
    site_bytes_per_day: int = Field(20 * 1024**3, ge=0, description="Of all of a site's customers together.")
    uploads_at_once: int = Field(4, ge=1, description="Of one customer or agent, on one node.")
    pending_uploads: int = Field(20, ge=1, description="Begun and not finished, of one customer or agent.")
    image_pixels: int = Field(50_000_000, ge=1, description="A larger picture is not decoded but refused.")
    ffmpeg: str = Field("ffmpeg", description="The program; without it voice clips stay as they came.")
    clamav: str = Field(
        "", description="Where clamd listens: tcp://host:3310 or unix:///path; empty: no scan."
    )

    @field_validator("clamav")
    @classmethod
    def _clamav_address(cls, value: str) -> str:
        if value and not re.fullmatch(r"tcp://[^/:]+:\d{1,5}|unix:///.+", value):
            raise ValueError("must be tcp://host:port or unix:///path")
        return value

    @model_validator(mode="after")
    def _s3_has_a_bucket(self) -> Self:
        if self.storage == "s3" and not self.s3_bucket:
            raise ValueError("storage is s3, but s3_bucket is empty")
        if bool(self.s3_access_key) != bool(self.s3_secret_key):
            raise ValueError("s3_access_key and s3_secret_key go together")
        return self


class Environment(BaseSettings):
    """Everything that may differ between two installations."""

    model_config = SettingsConfigDict(
        env_prefix="FRONTDESK_", env_nested_delimiter="__", extra="ignore", populate_by_name=True
    )

    debug: bool = False
    data_dir: Path = BASE_DIR / "var"
    database_url: str = Field("", validation_alias=AliasChoices("DATABASE_URL", "database_url"))
    redis_url: str = Field("", validation_alias=AliasChoices("REDIS_URL", "redis_url"))
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=1, le=65535, validation_alias=AliasChoices("PORT", "port"))
    secret_key: str = Field("", description="Made and kept under data_dir when empty.")
    public_origins: Annotated[list[str], NoDecode] = Field(
        default_factory=list, description="Origins staff use, comma separated: https://chat.example.com"
    )
    trusted_proxies: str = Field("127.0.0.1", description="Whose X-Forwarded-* is believed.")
    database_threads: int = Field(
        4, ge=1, le=64, description="Connections a node may use besides its writer's."
    )
    database_hang_seconds: int = Field(
        10,
        ge=1,
        description="Who asks nothing for so long in the middle of a transaction loses it, and what it locks.",
    )
    site_cookie_secure: bool = False
    agent_away_after_seconds: int = Field(
        900,
        ge=0,
        description="An agent at whose console nobody is seen for so long is set to away; 0: never.",
    )
    order_number_pattern: str = Field(
        r"\b[A-Z]{1,5}-?\d{5,12}\b|#\d{4,12}\b",
        description="What the console shows as an order number to copy, as a regular expression; empty: nothing.",
    )
    amend_seconds: int = Field(
        900, ge=0, description="So long an agent may edit or recall what they wrote; 0: never."
    )
    limits: Limits = Limits()
    bus: BusSettings = BusSettings()
    files: FileSettings = FileSettings()

    @field_validator("public_origins", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return (
            [part.strip().rstrip("/") for part in value.split(",") if part.strip()]
            if isinstance(value, str)
            else value
        )

    @field_validator("order_number_pattern")
    @classmethod
    def _is_a_pattern(cls, value: str) -> str:
        try:
            finds_nothing = re.compile(value).search("") is not None
        except re.error as error:
            raise ValueError(f"is no regular expression: {error}") from error
        if value and finds_nothing:
            raise ValueError("must not match an empty text")
        return value

    @field_validator("database_url")
    @classmethod
    def _postgresql_only(cls, value: str) -> str:
        if value and not value.startswith(("postgresql://", "postgres://")):
            raise ValueError("must be a postgresql:// URL; Frontdesk runs on PostgreSQL only")
        return value

    @field_validator("redis_url")
    @classmethod
    def _redis_scheme(cls, value: str) -> str:
        if value and not value.startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("must be a redis://, rediss:// or unix:// URL")
        return value


@cache
def environment() -> Environment:
    """The settings tree; on any fault prints all of them at once and ends the process with status 2."""
    try:
        return Environment()
    except ValidationError as error:
        faults = [_fault_line(fault) for fault in error.errors()]
    except SettingsError as error:  # a whole group that is no JSON
        faults = [str(error)]
    print("Frontdesk cannot start; these settings are wrong:", file=sys.stderr)
    for line in faults:
        print(f"  {line}", file=sys.stderr)
    sys.exit(2)


def _fault_line(fault: ErrorDetails) -> str:
    """One fault by the name of its variable; a value that may hold a password is not shown."""
    name = "__".join(str(part).upper() for part in fault["loc"])
    shown = "" if name in SECRET else f" (got {fault['input']!r})"
    return f"{'' if name in UNPREFIXED else 'FRONTDESK_'}{name}: {fault['msg']}{shown}"


def kept_secret_key(env: Environment) -> str:
    """The configured key, or one made at the first start and kept in `data_dir/secret_key`.

    Processes that start together get the same one: it is written aside and appears whole or not at all.
    """
    if env.secret_key:
        return env.secret_key
    path = env.data_dir / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, aside = tempfile.mkstemp(dir=path.parent)  # readable by us alone
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
        with contextlib.suppress(FileExistsError):
            os.link(aside, path)
        Path(aside).unlink()
    return path.read_text().strip()
