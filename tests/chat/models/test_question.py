"""What a site may ask before a chat."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from chat.models import Site, SiteQuestion

pytestmark = pytest.mark.django_db


def question(**more) -> SiteQuestion:
    site, _ = Site.objects.get_or_create(name="Teahouse")
    return SiteQuestion(site=site, text="What is it about?", **more)


@pytest.mark.parametrize("choices", [[], ["Orders"]])
def test_a_choice_of_less_than_two_is_none(choices):
    with pytest.raises(ValidationError, match="at least two"):
        question(kind="choice", choices=choices).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        question(kind="choice", choices=choices).save()


def test_free_text_needs_no_choices():
    question().full_clean()
    question(kind="choice", choices=["Orders", "Returns"]).full_clean()


def test_questions_are_asked_by_their_place_then_by_age():
    for place, text in ((1, "third"), (0, "first"), (0, "second")):
        asked = question(place=place)
        asked.text = text
        asked.save()
    assert [each.text for each in Site.objects.get().questions.all()] == ["first", "second", "third"]
