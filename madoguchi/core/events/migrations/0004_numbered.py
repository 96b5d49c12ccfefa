from django.db import migrations, models

from madoguchi.core.schema import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("mado_events", "0003_on_behalf_of")]

    operations = [
        migrations.CreateModel(
            name="Last",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.BigIntegerField(default=0, verbose_name="順番")),
            ],
            options={"verbose_name": "最後の順番"},
        ),
        migrations.AddField(
            model_name="storedevent",
            name="position",
            field=models.BigIntegerField(editable=False, null=True, verbose_name="順番"),
        ),
        migrations.AddIndex(
            model_name="storedevent",
            index=models.Index(
                condition=models.Q(("position__isnull", False)), fields=["section", "position"], name="events_of_section"
            ),
        ),
        migrations.AddIndex(
            model_name="storedevent",
            index=models.Index(condition=models.Q(("position", None)), fields=["id"], name="events_unnumbered"),
        ),
        migrations.AddConstraint(
            model_name="storedevent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("position__isnull", False)), fields=("position",), name="one_event_a_position"
            ),
        ),
        AppendOnly("mado_events_storedevent", set_once=("position",)),
    ]
