"""署名する内容: the exact bytes. Whoever reads them years later sees what was asked, what was answered and what was attached."""

from datetime import UTC
from typing import Any

import rfc8785

from madoguchi.city.public import city
from madoguchi.core.text.public import to_halfwidth
from madoguchi.engines.cases.definitions import Procedure
from madoguchi.engines.cases.models.signature import SigningRequest
from madoguchi.engines.cases.reading import applicant_of
from madoguchi.engines.forms.public import Frozen
from madoguchi.engines.people.public import Written

FORMAT = "madoguchi-application/1"


def bytes_to_sign(frozen: Frozen, request: SigningRequest) -> bytes:
    """RFC 8785 of the answers, with the digest of every attachment and of every value that is sealed apart (個人番号)."""
    said: dict[str, Any] = {
        "format": FORMAT,
        "city": city().code,
        "procedure": frozen.version.code,
        "version": frozen.version.sha256,
        "request": str(request.pk),
        "nonce": request.nonce,
        "asked_at": request.asked_at.astimezone(UTC).isoformat(),
        "answers": frozen.answers,
        "confirmed": list(frozen.confirmed),
        "later": list(frozen.later),
        "attachments": [{"slot": one.slot, "size": one.file.size, "sha256": one.file.sha256} for one in frozen.files],
        "sealed": sorted(one.path for one in frozen.secrets),
    }
    found: bytes = rfc8785.dumps(said)
    return found


def written_by(definition: Procedure, answers: Any) -> Written:
    """What the form says of the person, for the comparison with the certificate."""
    who = applicant_of(definition, answers)
    return Written(name=who.name, birth=to_halfwidth(who.birth), address="".join(who.lines))
