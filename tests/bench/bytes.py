"""What the widget weighs, and what a page feels of it before anybody clicks."""

import gzip
from pathlib import Path
from typing import Any

from django.conf import settings
from playwright.sync_api import Page, sync_playwright

from chat.models import Site
from tests.bench.figures import Figure, Report
from tests.bench.nodes import running_nodes
from tests.ensure_browser import ensure_browser

LONG_TASK_MS = 50
WATCH_MS = 3_000
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
COUNT = """
window.found = { sockets: 0, long_tasks_ms: [] };
const RealSocket = window.WebSocket;
window.WebSocket = class extends RealSocket {
  constructor(...rest) { super(...rest); window.found.sockets += 1; }
};
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) window.found.long_tasks_ms.push(task.duration);
}).observe({ type: "longtask", buffered: true });
"""


def measure(report: Report) -> None:
    report.under(
        "gzip -9 of the built files; then a page with the widget in Chromium for 3 s, nobody clicking"
    )
    dist = Path(settings.FRONTEND_DIST)
    for name, files, most in (("loader", ["widget.js"], 5.0), ("panel", ["panel.js", "panel.css"], 40.0)):
        size = sum(len(gzip.compress((dist / file).read_bytes(), 9)) for file in files) / 1024
        report.add(Figure(name, size, "KiB", n=1, spread=(size, size), at_most=most))
    for name, value in _before_the_first_click().items():
        most = float(LONG_TASK_MS) if name == "longest task" else 0.0
        unit = "ms" if name == "longest task" else name
        report.add(
            Figure(f"{name} before the first click", value, unit, n=1, spread=(value, value), at_most=most)
        )


def _before_the_first_click() -> dict[str, float]:
    site = Site.objects.create(name="Bench")
    with running_nodes(1) as [node], sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=ensure_browser(), args=FLAGS)
        page = browser.new_page()
        page.add_init_script(COUNT)
        found = _look_at(page, f"http://127.0.0.1:{node.port}", str(site.id))
        browser.close()
    return found


def _look_at(page: Page, origin: str, site_id: str) -> dict[str, float]:
    """The widget on a page of nothing else."""
    body = (
        f'<!doctype html><p>A shop</p><script async src="{origin}/widget.js" data-site="{site_id}"></script>'
    )
    page.route("**/bench-shop", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto(f"{origin}/bench-shop")
    page.wait_for_timeout(WATCH_MS)
    found: dict[str, Any] = page.evaluate("window.found")
    return {
        "sockets": float(found["sockets"]),
        "iframes": float(len(page.frames) - 1),
        "longest task": max(found["long_tasks_ms"], default=0.0),
    }
