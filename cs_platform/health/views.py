from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from cs_platform.health.readiness import Findings, summary

FINDINGS = Findings()


@never_cache
async def live(request: HttpRequest) -> HttpResponse:
    """Answers while the process lives; looks at nothing else."""
    return JsonResponse({"status": "ok"})


@never_cache
async def ready(request: HttpRequest) -> HttpResponse:
    """200 when it serves, 503 when it cannot; the body says what is degraded."""
    status, body = summary(await FINDINGS.all())
    return JsonResponse(body, status=status)
