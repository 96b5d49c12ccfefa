"""By which definition, in words that both sides know."""

from madoguchi.city.public import Version


def say_version(version: Version) -> list[str]:
    return [version.kind, version.code, version.sha256]


def version_of(said: list[str]) -> Version:
    """Raises Version.DoesNotExist: this side has not loaded it yet; what came waits until it has."""
    kind, code, sha256 = said
    return Version.objects.get(kind=kind, code=code, sha256=sha256)
