from django.db import migrations
from django.db.models import OuterRef, Subquery


def name_case(apps, schema_editor):
    Notification = apps.get_model("mado_cases", "Notification")
    Decision = apps.get_model("mado_cases", "Decision")
    of_decision = Decision.objects.filter(pk=OuterRef("decision_id")).values("case_id")[:1]
    Notification.objects.filter(case=None).update(case_id=Subquery(of_decision))


class Migration(migrations.Migration):
    dependencies = [("mado_cases", "0006_acts_and_links")]

    operations = [migrations.RunPython(name_case, migrations.RunPython.noop)]
