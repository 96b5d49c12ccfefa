from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mado_city", "0001_initial"),
        ("mado_forms", "0001_initial"),
        ("mado_sealing", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="draft",
            name="draft_by_expiry",
        ),
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(
                condition=models.Q(("discarded_at", None), ("frozen_at", None)), fields=["expires_on"], name="draft_open_by_expiry"
            ),
        ),
    ]
