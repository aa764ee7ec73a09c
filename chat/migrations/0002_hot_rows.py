from django.db import migrations


class Migration(migrations.Migration):
    """Each message updates its chat session's counters: leave room on the page, so that it stays there (HOT)."""

    dependencies = [("chat", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE chat_chatsession SET (fillfactor = 60)", "ALTER TABLE chat_chatsession RESET (fillfactor)"
        )
    ]
