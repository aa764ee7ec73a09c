"""The staff's pages under their content security policy: the browser has nothing to object to."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.cs_platform.data_dirs import fresh_data_dir
from tests.cs_platform.up.running import RunningUp, free_port
from tests.ensure_browser import ensure_browser

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def admin_page() -> Iterator[tuple[Page, list[str]]]:
    """A browser logged in as the demo's administrator, and what its console complained about."""
    complaints: list[str] = []
    with fresh_data_dir() as data_dir:
        port = free_port()
        running = RunningUp(data_dir, port)
        running.wait_for("started in")
        password = json.loads((data_dir / "demo-logins.json").read_text())["admin"]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=ensure_browser(), args=["--no-sandbox"])
            page = browser.new_page(base_url=f"http://127.0.0.1:{port}")
            page.on("console", lambda message: complaints.append(message.text))
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.goto("/admin/login/")
            page.get_by_label("Username").fill("admin")
            page.get_by_label("Password").fill(password)
            page.get_by_role("button", name="Log in").click()
            page.wait_for_url("**/admin/")
            yield page, complaints
            browser.close()
        assert running.end() == 0


@pytest.mark.parametrize(
    "path",
    [
        "/admin/",
        "/admin/auth/user/",
        "/admin/auth/user/add/",
        "/admin/chat/site/add/",
        "/admin/chat/customer/",
        "/admin/agents/agent/add/",
        "/admin/agents/skillgroup/add/",
        "/admin/agents/customercare/add/",
        "/admin/agents/decision/",
        "/admin/password_change/",
        "/admin/history/",
    ],
)
def test_a_staff_page_violates_no_policy(admin_page: tuple[Page, list[str]], path: str):
    page, complaints = admin_page
    complaints.clear()
    answer = page.goto(path)
    page.wait_for_load_state("networkidle")
    assert answer is not None
    assert answer.status == 200
    assert [text for text in complaints if "Content Security Policy" in text or "unsafe-eval" in text] == []


def test_the_menu_folds_so_its_scripts_run(admin_page: tuple[Page, list[str]]):
    page, _ = admin_page
    page.goto("/admin/")
    page.get_by_text("admin", exact=True).last.click()
    expect(page.get_by_text("Log out")).to_be_visible()
