from django.db import migrations

from madoguchi.core.schema import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("mado_audit", "0001_initial")]
    operations = [
        AppendOnly("mado_audit_entry", set_once=("seal_id",)),
        AppendOnly("mado_audit_seal"),
    ]
