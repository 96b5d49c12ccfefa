"""What one side knows, as JSON: to be held against the other's."""

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madoguchi.site.settings")

import django

django.setup()

from madoguchi.core.events.public import StoredEvent, event_classes
from madoguchi.core.jobs.public import Job
from madoguchi.core.relay.models import Incoming, Outgoing
from madoguchi.core.zones import Zone, models_of_the_house, zone_here
from madoguchi.engines.cases.events import Said
from madoguchi.engines.cases.models import Application, ApplicationFile, Correction, Decision, Message, Revision, Withdrawal
from madoguchi.engines.messages.public import Notice


def applications() -> dict[str, object]:
    found = {}
    told = {one.kind for one in event_classes() if issubclass(one, Said) and one.to_person is not None}
    for one in Application.objects.select_related("key").order_by("number"):
        case = getattr(one, "case", None)
        about = [str(one.pk)] + ([str(case.pk)] if case else [])
        events = StoredEvent.objects.filter(subject_id__in=about, kind__in=told).order_by("id")
        found[one.number] = {
            "id": str(one.pk),
            "digest": one.digest,
            "files": sorted(ApplicationFile.objects.filter(application=one).values_list("file__sha256", flat=True)),
            "revisions": list(Revision.objects.filter(application=one).order_by("number").values_list("number", "digest")),
            "case": str(case.pk) if case else None,
            "over": bool(case and case.closed_on),
            "events": [[str(event.pk), event.kind] for event in events],
            "corrections": [[str(c.pk), c.ending] for c in Correction.objects.filter(case__application=one).order_by("at")],
            "messages": [
                [str(m.pk), m.text, m.seen_at is not None]
                for m in Message.objects.filter(case__application=one).order_by("at", "id")
            ],
            "decisions": [
                [str(d.pk), d.outcome, d.reason] for d in Decision.objects.filter(case__application=one).select_related("case__key")
            ],
            "withdrawn": Withdrawal.objects.filter(case__application=one).exists(),
            "notices": [
                [str(n.pk), n.file.sha256 if n.file else "", n.opened_at is not None]
                for n in Notice.objects.filter(subject_id=str(case.pk) if case else "").order_by("given_at")
            ],
        }
    return found


def state() -> dict[str, object]:
    into, out = Incoming.objects.order_by("seq"), Outgoing.objects.order_by("seq")
    return {
        "applications": applications(),
        "out": [[o.seq, str(o.pk), o.kind, o.digest, o.received_at is not None, o.trouble] for o in out],
        "in": [[i.seq, str(i.pk), i.kind, i.digest, i.fate, i.reason] for i in into],
        "dead": list(Job.objects.filter(state="dead").values_list("task", "reason")),
        "office_rows": {
            model._meta.label: model._default_manager.count()
            for model in models_of_the_house()
            if model.zone is Zone.OFFICE and zone_here() is Zone.PUBLIC and model._default_manager.exists()
        },
    }


if __name__ == "__main__":
    json.dump(state(), sys.stdout, default=str)
