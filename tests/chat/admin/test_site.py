"""The page of a site."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from chat.models import Site, SiteKey
from chat.models.site import default_upload_types
from tests.agents.admin.build import as_posted, boss, client_of, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> Client:
    return client_of(boss())


@pytest.fixture
def site() -> Site:
    return Site.objects.create(name="Teahouse", origins=["https://tea.example"])


def change(client: Client, one: Site, **changes: Any) -> dict[str, list[str]]:
    """What the form has to say; nothing when it was saved."""
    url = page(Site, "change", one.pk)
    answer = client.post(url, as_posted(client, url, **changes))
    if answer.status_code == 302:
        one.refresh_from_db()
        return {}
    context = answer.context
    errors = dict(context["adminform"].form.errors)
    for inline in context["inline_admin_formsets"]:
        for form in inline.formset.forms:
            errors |= {form.add_prefix(name): told for name, told in form.errors.items()}
        if inline.formset.non_form_errors():
            errors[inline.formset.prefix] = list(inline.formset.non_form_errors())
    return errors


def questions(one: Site) -> list[tuple[Any, ...]]:
    return list(one.questions.values_list("place", "text", "kind", "choices", "required"))


def rows(prefix: str, *forms: dict[str, Any]) -> dict[str, Any]:
    """New rows, as the page adds them."""
    sent: dict[str, Any] = {f"{prefix}-TOTAL_FORMS": len(forms)}
    for number, form in enumerate(forms):
        sent |= {f"{prefix}-{number}-{name}": value for name, value in form.items()}
    return sent


def test_saving_what_is_shown_changes_nothing(administrator, site):
    Site.objects.update(upload_max_bytes=1_500_000, upload_types=["image/*", "text/plain", "font/*"])
    before = Site.objects.filter(pk=site.pk).values().get()
    assert change(administrator, site) == {}
    assert Site.objects.filter(pk=site.pk).values().get() == before | {
        "upload_types": ["image/*", "text/plain", "font/*"]
    }


def test_origins_stand_one_to_a_line_without_their_slash(administrator, site):
    assert change(administrator, site, origins="https://a.example/\r\n\r\nhttp://localhost:*\r\n") == {}
    assert site.origins == ["https://a.example", "http://localhost:*"]
    assert change(administrator, site, origins="https://a.example\nshop.example") == {
        "origins": ["shop.example: An origin such as https://shop.example.com."]
    }
    assert change(administrator, site, origins="") == {}
    assert site.origins == []


def test_what_may_be_sent_is_ticked_and_what_has_no_box_is_written(administrator, site):
    sent = {
        "upload_max_mb": 5,
        "upload_kinds": ["pictures", "text"],
        "upload_more": "font/*\napplication/epub+zip",
    }
    assert change(administrator, site, **sent) == {}
    assert site.upload_max_bytes == 5 * 1024 * 1024
    assert site.upload_types == ["image/*", "text/plain", "text/csv", "font/*", "application/epub+zip"]
    assert change(administrator, site, upload_kinds=[], upload_more="") == {}
    assert site.upload_types == []


@pytest.mark.parametrize(
    ("field", "sent"),
    [("upload_max_mb", 0), ("upload_max_mb", 1025), ("upload_more", "pdf"), ("accent_color", "red"), ("name", "")],
)  # fmt: skip
def test_what_is_refused(administrator, site, field, sent):
    assert change(administrator, site, **{field: sent}).keys() == {field}


def test_questions_are_counted_from_one_and_one_without_a_place_is_last(administrator, site):
    site.questions.create(text="Name?", place=7)
    added = rows(
        "questions",
        {},
        {"text": "What about?", "choices": "Tea\r\nPots", "required": "on"},
        {"text": "First?", "place": 1},
    )
    added = {name: value for name, value in added.items() if not name.startswith("questions-0-")}
    assert change(administrator, site, **added) == {}
    assert questions(site) == [
        (1, "First?", "text", [], False),
        (2, "Name?", "text", [], False),
        (3, "What about?", "choice", ["Tea", "Pots"], True),
    ]


def test_a_single_choice_is_none(administrator, site):
    one = rows("questions", {"text": "What about?", "choices": "Tea"})
    assert change(administrator, site, **one) == {"questions-0-choices": ["At least two to choose from."]}
    assert questions(site) == []


def test_a_key_gets_a_secret_keeps_its_name_and_is_revoked_for_good(administrator, site):
    assert change(administrator, site, **rows("keys", {"kid": "2026"})) == {}
    key = SiteKey.objects.get()
    assert (key.kid, len(key.secret), key.revoked_at) == ("2026", 43, None)
    assert key.secret in administrator.get(page(Site, "change", site.pk)).content.decode()

    assert change(administrator, site, **{"keys-0-kid": "other", "keys-0-revoke": "on"}) == {}
    key.refresh_from_db()
    revoked_at = key.revoked_at
    assert (key.kid, revoked_at is None) == ("2026", False)
    assert change(administrator, site, **{"keys-0-revoke": None}) == {}
    key.refresh_from_db()
    assert key.revoked_at == revoked_at


def test_two_keys_may_be_live_and_a_third_needs_one_of_them_gone(administrator, site):
    three = rows("keys", *({"kid": str(number)} for number in range(3)))
    assert change(administrator, site, **three).keys() == {"keys"}
    assert SiteKey.objects.count() == 0
    assert change(administrator, site, **rows("keys", {"kid": "1"}, {"kid": "2"})) == {}
    later = {**rows("keys", {}, {}, {"kid": "3"}), "keys-0-revoke": "on"}
    assert change(administrator, site, **later) == {}
    assert SiteKey.objects.filter(revoked_at=None).count() == 2


def test_who_may_only_look_sees_no_secret(site):
    SiteKey.objects.create(site=site, kid="1", secret="s" * 43)
    clerk = User.objects.create_user("clerk", is_staff=True)
    clerk.user_permissions.add(*permission("view_site", "view_sitequestion"))
    answer = client_of(clerk).get(page(Site, "change", site.pk))
    text = answer.content.decode()
    assert ("s" * 43 in text, "Pictures, Voice clips and sound, PDF" in text) == (False, True)


def permission(*codenames: str) -> Any:
    from django.contrib.auth.models import Permission

    return Permission.objects.filter(codename__in=codenames)


def test_the_line_for_the_pages_names_our_own_address(administrator, site, settings, monkeypatch):
    url = page(Site, "change", site.pk)
    snippet = '&lt;script async src="{}/widget.js" data-site="' + str(site.pk) + '" data-accent="#2f6f4f"&gt;'
    assert snippet.format("http://testserver") in administrator.get(url).content.decode()
    changed = settings.FRONTDESK.model_copy(update={"public_origins": ["https://chat.example"]})
    monkeypatch.setattr(settings, "FRONTDESK", changed)
    assert snippet.format("https://chat.example") in administrator.get(url).content.decode()


def test_a_new_site_begins_with_what_is_usual(administrator):
    url = page(Site, "add")
    assert administrator.post(url, as_posted(administrator, url, name="New")).status_code == 302
    made = Site.objects.get(name="New")
    assert sorted(made.upload_types) == sorted(default_upload_types())
    assert made.upload_max_bytes == 20 * 1024 * 1024


def test_the_preview_is_framed_by_ourselves_alone(administrator):
    answer = administrator.get("/admin/chat/site/preview/")
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer
