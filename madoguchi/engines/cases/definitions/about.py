"""What a procedure's page says, who asks, who files, what is to be noticed at once."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from madoguchi.city.public import Part, Text
from madoguchi.engines.cases.calculations.definitions import Expression, Id

Path = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){0,4}$", max_length=80)]
SlotId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)]


class Facts(Part):
    """What stands at the top of the procedure's page."""

    who: Text
    """Who may file."""
    by_when: Text
    """By when."""
    takes_minutes: int = Field(ge=1, le=240)
    """How many minutes the filling in takes."""
    have: list[Text] = []
    """What to have at hand."""
    fee: Text
    """The fee, or that there is none."""
    answer: Text | None = None
    """How long until the answer, in words; without it, the standard days say it."""
    steps: list[Text] = []
    """What happens next, one sentence a step."""


class Applicant(Part):
    """Where the answers name who asks: for lists, and for the address of the notice."""

    name: Path
    """Question of type name."""
    address: Path | None = None
    """Question of type postal-address."""
    birth: Path | None = None
    """Question of type date."""
    phone: Path | None = None
    """Question of type phone."""
    mail: Path | None = None
    """Question of type mail."""


class FilerKind(StrEnum):
    """提出者の区分: who brought it in; the codes that the options of the question have."""

    SELF = "self"
    FAMILY = "family"
    GUARDIAN = "guardian"
    AGENT = "agent"
    OFFICE = "office"


class Filer(Part):
    """提出者: where the answers say who filed it, if that is not always the applicant (家族, 代理人, 提出代行の事業者)."""

    kind: Path
    """Question of type choice, with options among self, family, guardian (法定代理人), agent (任意代理人), office
    (提出代行の事業者)."""
    name: Path | None = None
    """Question of type name."""
    relation: Path | None = None
    """Question of type text or choice: relation to the applicant."""
    phone: Path | None = None
    """Question of type phone."""
    office_name: Path | None = None
    """Question of type text: name of the care office."""
    office_number: Path | None = None
    """Question of type care-office-number: its 事業所番号."""
    proof: SlotId | None = None
    """The paper (attach) that shows the power to file (委任状など)."""


class FormMapping(Part):
    """対応: how a form elsewhere names what is asked here. A question that is not listed has its own path as its name there."""

    items: dict[Path, str] = {}
    """Question here (`claimant.name`, a part of it `claimant.name.family`, within a list `children.name`) and the name of the
    item there; `{n}` in a name within a list is the number of the entry, from 1."""
    values: dict[Path, dict[str, str]] = {}
    """Choice here and, for each of its codes, what stands there; without it the code or the Japanese text of the option."""
    attach: dict[SlotId, str] = {}
    """Paper here and the name of its place there."""
    ignore: list[Annotated[str, StringConstraints(min_length=1, max_length=200)]] = Field(default=[], max_length=500)
    """Items there that nobody here needs; any other that is unknown sets the application aside."""


class Pittari(FormMapping):
    """ぴったりサービスの様式との対応: which form of the national portal this procedure is there, and its items by question."""

    form: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    """Code of the form at ぴったりサービス."""
    version: str = ""
    """Version of that form; without it any."""


class Mark(Part):
    """目印: what must be seen at once on the case, such as 住所地特例 or an urgent need."""

    id: Id
    """Its name."""
    when: Expression
    """Condition on the answers."""
    label: Text
    """What the mark says."""
    why: Text | None = None
    """What it means for the work, shown to the clerk beside it."""
    shown: bool = False
    """Whether the resident sees it too."""


class ForAnswers(Part):
    """A code that depends on the answers: the first whose condition holds counts."""

    when: Expression
    """Condition on the answers and calculated values."""
    is_: str = Field(alias="is", max_length=60)
    """The code that it is then."""
