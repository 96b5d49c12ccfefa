"""WSGI entry for gunicorn: `gunicorn madoguchi.site.wsgi`."""

import gc
import os

from django.core.checks import run_checks
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madoguchi.site.settings")
application = get_wsgi_application()

from madoguchi.site.startup import refuse_samples, refuse_test_roots  # noqa: E402  needs the settings

refuse_samples()
refuse_test_roots()
if found := [str(problem) for problem in run_checks(tags=["secrets"]) if problem.is_serious()]:
    raise SystemExit("\n".join(found))
gc.freeze()  # the pages stay, too: a sweep of everything would keep somebody waiting for a tenth of a second
