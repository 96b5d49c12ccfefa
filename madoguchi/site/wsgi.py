"""WSGI entry for gunicorn: `gunicorn madoguchi.site.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madoguchi.site.settings")
application = get_wsgi_application()

from madoguchi.site.startup import refuse_samples  # noqa: E402  needs the settings

refuse_samples()
