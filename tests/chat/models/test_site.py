"""What a site lets customers send."""

import pytest
from django.core.exceptions import ValidationError

from chat.models import Site

pytestmark = pytest.mark.django_db


def test_a_new_site_takes_pictures_and_papers_up_to_20_mb_and_does_not_peek():
    site = Site.objects.create(name="Teahouse")
    site.full_clean()
    assert (site.upload_max_bytes, site.sneak_peek) == (20 * 1024 * 1024, False)
    assert site.upload_types[:3] == ["image/*", "audio/*", "application/pdf"]
    assert [kind for kind in site.upload_types if "html" in kind or kind == "*/*"] == []


@pytest.mark.parametrize("kind", ["pdf", "image/", "image/*; q=1", "Image/PNG", "a b/c", "image/**"])
def test_a_type_is_a_media_type_or_a_family_of_them(kind):
    with pytest.raises(ValidationError):
        Site(name="Teahouse", upload_types=[kind]).full_clean()


@pytest.mark.parametrize("kind", ["*/*", "image/*", "application/vnd.ms-excel", "image/svg+xml"])
def test_of_every_form_a_media_type_has(kind):
    Site(name="Teahouse", upload_types=[kind]).full_clean()
