"""What is known of customers beside what they write. All of it goes when the customer goes."""

from django.db import models


class PageView(models.Model):
    """A page of the site that a customer had open. Only the last ones are kept (`chat.services.visits`)."""

    customer = models.ForeignKey("chat.Customer", models.CASCADE, related_name="page_views", db_index=False)
    url = models.CharField(max_length=2_000)
    title = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["customer", "-id"], name="page_view_of_customer")]

    def __str__(self) -> str:
        return self.url


class Device(models.Model):
    """What a customer looks with, as their browser said last. Whatever is not known is empty."""

    customer = models.OneToOneField("chat.Customer", models.CASCADE, primary_key=True, related_name="device")
    user_agent = models.CharField(max_length=400, blank=True)
    language = models.CharField(max_length=35, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    screen = models.CharField(max_length=11, blank=True)
    referrer = models.CharField(
        max_length=2_000, blank=True, help_text="The page elsewhere that led to the site."
    )

    def __str__(self) -> str:
        return self.user_agent


class GivenAnswers(models.Model):
    """What a customer answered before a chat session: `[{"question": …, "answer": …}, …]`, as it was worded then.

    Apart from the chat session, whose row every message writes anew.
    """

    chat_session = models.OneToOneField(
        "chat.ChatSession", models.CASCADE, primary_key=True, related_name="given_answers"
    )
    answers = models.JSONField(default=list)

    class Meta:
        verbose_name_plural = "given answers"

    def __str__(self) -> str:
        return f"Answers before {self.chat_session_id}"
