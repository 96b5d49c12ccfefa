"""What `doctor` looks at that belongs to no single room: database, migrations, secrets, disk, zone."""

import shutil
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from madoguchi.core.health import Finding, examines, failure, ok, warning
from madoguchi.core.zones import Zone, models_of_the_house, models_without_zone, zone_here
from madoguchi.site.startup import SampleSecret, refuse_samples

GIBIBYTE = 1 << 30
MANY = 20


@examines("database", quick=True)
def database(at: datetime) -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    yield ok(f"{connection.display_name} が応答しています。 The database answers.")


@examines("migrations")
def migrations(at: datetime) -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    pending = [f"{m.app_label}.{m.name}" for m, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    if pending:
        yield failure(
            f"未適用の変更があります: {shown(pending)}。 `madoguchi upgrade` を実行してください。 Run `madoguchi upgrade`."
        )
    else:
        yield ok("表の形は最新です。 All migrations are applied.")


def shown(pending: list[str]) -> str:
    """By name, unless it is a first installation or many releases at once."""
    if len(pending) > MANY:
        return f"{len(pending)}件（{', '.join(pending[:3])} … {pending[-1]}）"
    return ", ".join(pending) or "なし none"


@examines("secrets")
def secrets(at: datetime) -> Iterator[Finding]:
    if settings.MADO_DEMO:
        yield warning("デモの見本の鍵で動いています。 Demo: sample secrets are in use.")
        return
    try:
        refuse_samples()
    except SampleSecret as refusal:
        yield failure(str(refusal))
    else:
        yield ok("秘密の値は見本ではありません。 Secrets are not the samples.")


@examines("zone")
def zone(at: datetime) -> Iterator[Finding]:
    if settings.MADO_ZONE == "all" and not settings.MADO_DEMO:
        yield failure("MADOGUCHI_ZONE=all は試用のためのものです。public と office に分けてください。 Split the two for a city.")
    else:
        yield ok(f"MADOGUCHI_ZONE={settings.MADO_ZONE}")
    if zone_here() is Zone.PUBLIC:
        for model in models_of_the_house():
            if model.zone is Zone.OFFICE and model._default_manager.exists():  # type: ignore[attr-defined]
                yield failure(f"{model._meta.label} は庁内側の表ですが、行があります。 A table of the office side is filled here.")
    for label in models_without_zone():
        yield failure(f"{label} declares no zone.")


@examines("https")
def https(at: datetime) -> Iterator[Finding]:
    if not settings.MADO_HTTPS and not settings.MADO_DEMO:
        yield warning("MADOGUCHI_HTTPS=1 を設定してください（Cookie と HSTS）。 Set MADOGUCHI_HTTPS=1 behind https.")
    else:
        yield ok("https の設定は整っています。 Cookies and HSTS fit the address.")


@examines("disk")
def disk(at: datetime) -> Iterator[Finding]:
    settings.MADO_HOME.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.MADO_HOME).free / GIBIBYTE
    sentence = f"空き {free:.1f} GiB ({settings.MADO_HOME})。 Free space."
    yield failure(sentence) if free < 1 else warning(sentence) if free < 5 else ok(sentence)
