"""Django's settings, composed from the environment. Nothing here reads `os.environ`."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from cs_platform.admin_theme import UNFOLD as ADMIN_THEME
from cs_platform.embedded.urls import embedded_database_url, embedded_redis_url
from cs_platform.environment import BASE_DIR, environment, kept_secret_key
from cs_platform.storages import storages

ENV = environment()


def database_from_url(url: str, *, hang_seconds: int) -> dict[str, Any]:
    """Django's database dictionary for a `postgresql://` URL; a socket directory stands in `?host=`.

    A session that hangs in a transaction for `hang_seconds` is ended: a process that froze, or whose machine is gone,
    must not keep the rows it locked from everybody else. No work of ours waits for anything so long in between.
    """
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    options = f"-c idle_in_transaction_session_timeout={hang_seconds}s {query.pop('options', '')}".strip()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "frontdesk",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or ""),
        # Connections live as long as their thread; `chat.db` replaces broken ones (STYLE habit 6).
        "CONN_MAX_AGE": None,
        "OPTIONS": {"connect_timeout": 5, "options": options, **query},
    }


def broker_url(redis_url: str) -> str:
    """Celery's way of writing the same Redis: it knows sockets as `redis+socket://`."""
    scheme, _, rest = redis_url.partition("://")
    return f"redis+socket://{rest.replace('?db=', '?virtual_host=')}" if scheme == "unix" else redis_url


DEBUG = ENV.debug
SECRET_KEY = kept_secret_key(ENV)
# Without configured origins only this machine's own names are answered, unless the host was set to face others.
ALLOWED_HOSTS = [
    "127.0.0.1",
    "localhost",
    "[::1]",
    *(urlsplit(origin).hostname or "" for origin in ENV.public_origins),
    *(["*"] if not ENV.public_origins and ENV.host not in {"127.0.0.1", "localhost"} else []),
]
CSRF_TRUSTED_ORIGINS = ENV.public_origins
REDIS_URL = ENV.redis_url or embedded_redis_url(ENV.data_dir)
DATABASES = {
    "default": database_from_url(
        ENV.database_url or embedded_database_url(ENV.data_dir), hang_seconds=ENV.database_hang_seconds
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "daphne",
    "unfold.apps.BasicAppConfig",  # the other one would replace our admin site by its own
    "cs_platform.apps.FrontdeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "channels",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "storages",
    "chat",
    "agents",
    "history",
    "cs_platform",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "cs_platform.static_files.StaticFilesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cs_platform.csp.ContentSecurityPolicyMiddleware",
]

ROOT_URLCONF = "cs_platform.urls"
ASGI_APPLICATION = "cs_platform.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "cs_platform" / "theme"],  # goes before the theme's own
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
LOCALE_PATHS = [BASE_DIR / "cs_platform" / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

FRONTEND_DIST: Path = BASE_DIR / "frontend" / "dist"
STATIC_URL = "/static/"
STATIC_ROOT = ENV.data_dir / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns where it is missing
STATICFILES_DIRS = [("frontend", FRONTEND_DIST)]
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = ENV.data_dir / "media"
STORAGES = storages(ENV.files, media_root=MEDIA_ROOT)

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.site_cookie_secure
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAdminUser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Frontdesk",
    "VERSION": "1",
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAdminUser"],
}

CELERY_BROKER_URL = broker_url(REDIS_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_REDIRECT_STDOUTS = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_timeout": 10, "socket_keepalive": True, "visibility_timeout": 3600}
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "sweep": {"task": "agents.sweep", "schedule": 2.0, "options": {"expires": 2.0}},
    "files": {"task": "chat.work_on_files", "schedule": 2.0, "options": {"expires": 2.0}},
    "worker-beat": {"task": "cs_platform.worker_beat", "schedule": 5.0, "options": {"expires": 5.0}},
}

# Who gets a chat session that starts to wait: chat calls this port and knows nothing of agents.
FRONTDESK_ASSIGNMENT = "agents.port.AgentAssignment"
# Who of the staff asks at a door that customers use too.
FRONTDESK_STAFF = "agents.port.AgentStaff"
# What runs once in every node, beside the connections it holds.
FRONTDESK_NODE_SERVICES = [
    "agents.floor.Floor",
    "agents.following.Following",
    "agents.looking.Lookers",
    "agents.queue_board.QueueBoard",
    "agents.clockwork.Clockwork",
]
# Who of several free agents is asked first: what a skill group may choose from, by name.
FRONTDESK_STRATEGIES = {
    "least_loaded": "agents.strategies.least_loaded.rank",
    "longest_idle": "agents.strategies.longest_idle.rank",
    "round_robin": "agents.strategies.round_robin.rank",
    "skill_level": "agents.strategies.skill_level.rank",
    "manual": "agents.strategies.manual.rank",
}
# Who keeps what supervisors did by force.
FRONTDESK_AUDIT = "history.services.audit.HistoryAudit"
FRONTDESK = ENV

UNFOLD = ADMIN_THEME

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)-7s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        # Two lines per task would bury everything else: the sweep alone runs every 2 s.
        "celery.beat": {"level": "WARNING"},
        "celery.worker.strategy": {"level": "WARNING"},
        "celery.app.trace": {"level": "WARNING"},
    },
    "root": {"handlers": ["console"], "level": "INFO"},
}
