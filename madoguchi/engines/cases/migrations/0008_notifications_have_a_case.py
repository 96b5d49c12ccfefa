import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mado_cases", "0007_notifications_name_their_case")]

    operations = [
        migrations.AlterField(
            model_name="notification",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notifications",
                to="mado_cases.case",
                verbose_name="案件",
            ),
        ),
    ]
