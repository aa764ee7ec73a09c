"""Every path of Frontdesk. Apps bring their own; this only says where they hang."""

from django.contrib import admin
from django.templatetags.static import static
from django.urls import include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language
from drf_spectacular.views import SpectacularAPIView

from cs_platform.demo_shop import demo_page
from cs_platform.health import views as health

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="admin:index"), name="home"),
    path("favicon.ico", RedirectView.as_view(url=static("cs_platform/favicon.svg")), name="favicon"),
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("language/", set_language, name="set_language"),
    path("demo/", demo_page, name="demo"),
    path("api/schema/", SpectacularAPIView.as_view(), name="api_schema"),
    path("", include("chat.urls")),
    path("", include("agents.urls")),
    path("", include("history.urls")),
    path("admin/", admin.site.urls),
]
