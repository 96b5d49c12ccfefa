"""What is there on the side of MADOGUCHI_ZONE, as JSON: addresses, rooms, settings that are wrong, what refuses to be written."""

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madoguchi.site.settings")

import django

django.setup()

from django.conf import settings
from django.db import router
from django.test import Client

from madoguchi.core.jobs.periodic import CHORES
from madoguchi.core.relay.checks import problems
from madoguchi.core.zones import Zone, is_here, models_of_the_house
from madoguchi.faces.shell.guard import guarded_urls, unguarded_urls


def refuses(model: type) -> bool:
    try:
        router.db_for_write(model)
    except RuntimeError:
        return True
    return False


def main() -> None:
    from madoguchi.core.events.subscribing import SUBSCRIBERS

    office = [model for model in models_of_the_house() if model.zone is Zone.OFFICE]
    state = {
        "urls": sorted(guarded_urls()),
        "desk_urls": sorted(guarded_urls("madoguchi.site.desk_urls")),
        "unguarded": unguarded_urls(),
        "apps": list(settings.INSTALLED_APPS),
        "problems": list(problems()),
        "refused": sorted(model._meta.label for model in office if refuses(model)),
        "office": sorted(model._meta.label for model in office),
        "others_refused": sorted(m._meta.label for m in models_of_the_house() if m.zone is not Zone.OFFICE and refuses(m)),
        "chores": [name for name, chore in CHORES.items() if is_here(chore.zone)],
        "subscribers": [name for name, one in SUBSCRIBERS.items() if is_here(one.zone)],
        "desk": Client().get("/desk/", secure=True).status_code,
        "portal": Client().get("/robots.txt", secure=True).status_code,
        "relay": Client().post("/relay/v1/hello", data=b"", content_type="application/octet-stream", secure=True).status_code,
    }
    json.dump(state, sys.stdout)


if __name__ == "__main__":
    main()
