"""To whom: what a notice needs to know of its recipient. Kept sealed; the account is only a way to the portal."""

from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Recipient:
    """`lines` is the postal address as it stands on the envelope. A recipient without account gets letters only."""

    name: str = ""
    postcode: str = ""
    lines: tuple[str, ...] = field(default_factory=tuple)
    honorific: str = "様"
    account_id: UUID | None = None
    language: str = "ja"

    def sealed_part(self) -> dict[str, Any]:
        kept = asdict(self)
        del kept["account_id"], kept["language"]
        return {**kept, "lines": list(self.lines)}

    @classmethod
    def from_sealed(cls, kept: dict[str, Any], account_id: UUID | None, language: str) -> "Recipient":
        return cls(**{**kept, "lines": tuple(kept["lines"])}, account_id=account_id, language=language)
