"""申請を渡す: an application, as it was handed in, goes to the office: answers and secrets unopened, papers enclosed."""

from typing import Any
from uuid import UUID

from madoguchi.city.public import Version
from madoguchi.core.acting import Machine
from madoguchi.core.events.public import StoredEvent, adopt, envelope_of
from madoguchi.core.relay.public import Crossing, Said, Taken, Writing, crosses, letters, raw_of, said_of, values_of
from madoguchi.core.sealing.public import DataKey, new_key, take_key
from madoguchi.core.zones import Zone
from madoguchi.engines.cases.events import ApplicationSubmitted
from madoguchi.engines.cases.models import Application, ApplicationFile, ApplicationSecret, Signature
from madoguchi.engines.people import public as people

OWN = (
    "id", "number", "procedure", "section", "account_id", "delegation_id", "digest", "source", "received_at", "assurance",
    "helped", "electronic_notice", "language", "confirmed", "later", "submitted_by",
)  # fmt: skip


OF_SIGNATURE = ("id", "request", "digest", "state", "waits_for_clerk", "medium", "test", "at")


def say_key(key: DataKey) -> dict[str, Any]:
    """A key that the office alone can open, as it is."""
    wrapped = letters(key.wrapped or b"")
    return {
        "key_id": str(key.pk),
        "subject_kind": key.subject_kind,
        "subject_id": key.subject_id,
        "wrapped": wrapped,
        "wrapped_by": key.wrapped_by,
    }


def keep_key(said: dict[str, Any]) -> DataKey:
    return take_key(UUID(said["key_id"]), said["subject_kind"], said["subject_id"], raw_of(said["wrapped"]), said["wrapped_by"])


def say_version(version: Version) -> list[str]:
    return [version.kind, version.code, version.sha256]


def version_of(said: list[str]) -> Version:
    """Raises Version.DoesNotExist: this side has not loaded the definition; the envelope waits until it has."""
    kind, code, sha256 = said
    return Version.objects.get(kind=kind, code=code, sha256=sha256)


def write(subject: str, item: str, writing: Writing) -> Said:
    application = Application.objects.select_related("version", "key", "account", "delegation").get(pk=subject)
    secrets = application.secrets.select_related("key")
    return {
        **said_of(application, OWN),
        "version": say_version(application.version),
        "account": people.say_account(application.account) if application.account else None,
        "delegation": people.say_delegation(application.delegation) if application.delegation else None,
        "key": say_key(application.key),
        "answers": letters(application.sealed_answers),
        "files": [
            {"slot": one.slot, "order": one.order, "file": writing.enclose(one.file)}
            for one in application.files.select_related("file__key").order_by("order")
        ],
        "secrets": [
            {"path": one.path, "context": one.context, "sealed": letters(one.sealed), "key": say_key(one.key)} for one in secrets
        ],
        "signature": say_signature(application),
        "events": [envelope_of(one) for one in StoredEvent.objects.filter(subject_id=subject, at=application.received_at)],
    }


def say_signature(application: Application) -> dict[str, Any] | None:
    """With its evidence, which is sealed by the application's key: the office alone can open it."""
    signature = Signature.objects.filter(application=application).first()
    if signature is None:
        return None
    return {**said_of(signature, OF_SIGNATURE), "evidence": letters(signature.sealed_evidence)}


def take(subject: str, said: Said, taken: Taken) -> None:
    if not Application.objects.filter(pk=subject).exists():
        keep(said, taken)
    for one in said["events"]:
        adopt(event_of(one))


def keep(said: Said, taken: Taken) -> None:
    if said["account"]:
        people.take_account(said["account"])
    if said["delegation"]:
        people.take_delegation(said["delegation"])
    values = values_of(Application, {name: said[name] for name in OWN})
    application = Application.objects.create(
        **values, version=version_of(said["version"]), key=keep_key(said["key"]), sealed_answers=raw_of(said["answers"])
    )
    by = Machine(application.submitted_by)
    if said["files"]:
        key = new_key("papers", str(application.id))
        for one in said["files"]:
            file = taken.keep(one["file"], key=key, by=by)
            ApplicationFile.objects.create(application=application, slot=one["slot"], order=one["order"], file=file)
    if signature := said["signature"]:
        values = values_of(Signature, {name: signature[name] for name in OF_SIGNATURE})
        Signature.objects.create(application=application, sealed_evidence=raw_of(signature["evidence"]), **values)
    for one in said["secrets"]:
        ApplicationSecret.objects.create(
            application=application,
            path=one["path"],
            context=one["context"],
            sealed=raw_of(one["sealed"]),
            key=keep_key(one["key"]),
        )


def event_of(said: dict[str, Any]) -> dict[str, Any]:
    return values_of(StoredEvent, said)


crosses(Crossing("cases.application", Zone.OFFICE, write, take, on=(ApplicationSubmitted,), answer="cases.shown"))
