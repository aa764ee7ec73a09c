from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agents", "0003_routing_of_open_chat_sessions")]
    operations = [
        migrations.AlterField(
            model_name="decision",
            name="kind",
            field=models.CharField(
                choices=[
                    ("waits", "Waits"), ("offered", "Offered"), ("assigned", "Assigned"), ("accepted", "Accepted"),
                    ("declined", "Declined"), ("expired", "Expired"), ("withdrawn", "Withdrawn"), ("pulled", "Pulled"),
                    ("forced", "Forced"), ("transferred", "Transferred"), ("requeued", "Requeued"),
                    ("overflowed", "Overflowed"), ("absent", "agent dropped out"), ("back", "agent came back"),
                    ("left", "left a message"), ("closed", "Closed"),
                ],
                max_length=11,
            ),
        ),
    ]
