"""Adapters: from what another system sends to the normal form. One a layout; a city chooses it by what its channel says."""

from collections.abc import Iterator
from typing import Protocol

from madoguchi.core.registry import Registry
from madoguchi.services.intake.definitions import Channel, Packaging
from madoguchi.services.intake.package import Package


class Adapter(Protocol):
    """Both raise Fault."""

    def split(self, channel: Channel, name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
        """The applications in a file, each as a file of its own that `read` understands; the same file gives the same bytes."""
        ...

    def read(self, channel: Channel, name: str, content: bytes) -> Package:
        """One of them in the normal form, with its shape, its digests and its encodings checked."""
        ...


ADAPTERS: Registry[Adapter] = Registry("intake adapters")


def adapter_of(channel: Channel) -> Adapter:
    return ADAPTERS.get("packages" if isinstance(channel.layout, Packaging) else "table")


from madoguchi.services.intake.adapters import packages, tables  # noqa: E402, F401
