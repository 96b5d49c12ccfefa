from django.db import migrations

from madoguchi.core.schema import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("mado_events", "0001_initial")]
    operations = [AppendOnly("mado_events_storedevent"), AppendOnly("mado_events_handled")]
