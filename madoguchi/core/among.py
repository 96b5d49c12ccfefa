"""`state__among=["failed", "unknown"]`: IN with the codes written out.

A partial index (`condition=Q(state__in=…)`) is of use to SQLite only where the statement says the same in so many words; with
parameters in their place it reads the whole table.
"""

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import CharField
from django.db.models.lookups import Lookup

_CODE = re.compile(r"[a-z][a-z0-9-]*\Z")


@CharField.register_lookup
class Among(Lookup[Any]):
    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        codes: Iterable[Any] = self.rhs
        written = [str(getattr(code, "value", code)) for code in codes]
        if not written or any(_CODE.match(code) is None for code in written):
            raise ValueError(f"{written!r} are not codes")
        left, params = self.process_lhs(compiler, connection)
        listed = ", ".join(f"'{code}'" for code in written)
        return f"{left} IN ({listed})", tuple(params)
