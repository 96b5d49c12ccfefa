"""What `doctor` and `upgrade --check` ask of the city: is one loaded, and can this release read what is in force."""

from collections.abc import Iterator
from datetime import datetime

from pydantic import ValidationError

from madoguchi.city.explaining import explain
from madoguchi.city.models import Publication, Version
from madoguchi.city.roots import ROOTS, root_of
from madoguchi.core.health import Finding, examines, failure, ok, warning


@examines("city.loaded", quick=True)
def loaded(at: datetime) -> Iterator[Finding]:
    if Publication.objects.in_force().filter(kind="city").exists():
        yield ok("市の定義が読み込まれています。")
    else:
        yield failure("市の定義がありません。madoguchi city load で読み込んでください。")


@examines("city.readable")
def readable(at: datetime) -> Iterator[Finding]:
    """Every version in force, and every earlier one that cases may point at."""
    in_force = set(Publication.objects.in_force().values_list("version_id", flat=True))
    broken = 0
    for version in Version.objects.filter(kind__in=ROOTS.keys()).order_by("id").iterator(200):
        try:
            version.definition  # noqa: B018
        except ValidationError as problem:
            broken += 1
            first = explain(problem, root_of(version.kind).model, version.body)[0]
            say = failure if version.pk in in_force else warning
            yield say(f"{version} をこの版のプログラムでは読めません: {first.ja}")
    if not broken:
        yield ok("定義はすべて読めます。")
