from typing import Any

from django.db import migrations
from django.db.models import F, OuterRef, Subquery

from madoguchi.core.schema import AsParent


def align(apps: Any, schema_editor: Any) -> None:
    """What lies elsewhere than its case is brought there."""
    rows, cases = apps.get_model("mado_cases", "Standing").objects, apps.get_model("mado_cases", "Case").objects
    if rows.exclude(section=F("case__section")).exists():
        rows.update(section=Subquery(cases.filter(pk=OuterRef("case")).values("section")[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("mado_cases", "0018_messages_lie_with_their_case"),
    ]

    operations = [
        migrations.RunPython(align, migrations.RunPython.noop),
        AsParent("mado_cases_standing", "section", key="case_id", parent="mado_cases_case"),
    ]
