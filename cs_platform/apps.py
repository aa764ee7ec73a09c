from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.db.backends.signals import connection_created


class FrontdeskAdminConfig(admin_apps.AdminConfig):
    """Django's admin, with our site in the place of its own."""

    default = False
    default_site = "cs_platform.admin_site.FrontdeskAdminSite"


class PlatformConfig(AppConfig):
    name = "cs_platform"
    default = True

    def ready(self) -> None:
        """Tasks that any process sends go to our broker, not to Celery's idea of one."""
        from cs_platform import celery  # noqa: F401
        from cs_platform.timestamps import read_timestamps_fast

        connection_created.connect(read_timestamps_fast)
