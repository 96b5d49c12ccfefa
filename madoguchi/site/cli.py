"""The console script `madoguchi`: each verb is a command of its room."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madoguchi.site.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line([("madoguchi"), *sys.argv[1:]])
