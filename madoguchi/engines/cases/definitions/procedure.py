"""手続: one file of procedures/."""

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field

from madoguchi.city.public import Code, Definition, Mistake, NotDefined, Text, city
from madoguchi.engines.cases.calculations.definitions import Calculation, Expression
from madoguchi.engines.cases.definitions.about import Applicant, Facts, Filer, ForAnswers, Mark, Pittari
from madoguchi.engines.cases.definitions.deadline import Deadline
from madoguchi.engines.cases.definitions.examples import ExampleCase
from madoguchi.engines.cases.definitions.kinds import AppealBody, Assurance, Kind, Unsigned
from madoguchi.engines.cases.definitions.outcome import Decide, Follows, Results, Validity
from madoguchi.engines.forms.public import FormSpec


def _years(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if match := re.fullmatch(r"(\d{1,3})y", value):
        return int(match[1])
    ja = f"保存年限は 5y（5年）のように書きます。書かれているのは「{value}」です。"
    raise Mistake(ja, f'write the years of keeping as 5y; found "{value}".')


def _several(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


class Procedure(FormSpec, Definition):
    """手続: one file of procedures/."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    measures: list[str] = []
    """Measures of the plan that it belongs to."""
    summary: Text | None = None
    """One sentence that says what it is for."""
    facts: Facts | None = None
    """What stands above the fold of its page."""
    law: Text
    """Legal basis, as it is printed."""
    department: Code
    """The department in charge."""
    kind: Kind
    """Sort of act."""
    assurance: Assurance = "account"
    """Proof of identity that it needs; without it, what the city says (`assurance.default` of city.yaml)."""
    unsigned: Unsigned = "wait"
    """What an application without that proof is worth: `wait`, nothing is granted before a clerk has identified the person; `flag`,
    it may be granted, and the desk says that the proof is missing."""
    appeal_body: AppealBody = "mayor"
    """To whom a request for review goes: named in the notice of remedies (教示)."""
    must_appeal_first: bool = False
    """Whether a lawsuit is open only after that review (審査請求前置)."""
    department_when: list[ForAnswers] = Field(default=[], max_length=20)
    """Other departments in charge, where that depends on the answers; none of them: `department`."""
    appeal_body_when: list[ForAnswers] = Field(default=[], max_length=20)
    """Other bodies of review, where that depends on the answers; none of them: `appeal_body`."""
    deadline: Annotated[list[Deadline], BeforeValidator(_several)] = Field(default=[], max_length=20)
    """By when it has to be filed; one, or a list of which the first whose `when` holds counts."""
    legal_days: int | None = Field(None, ge=1, le=365)
    """Days that the law gives the city for its answer; never pauses."""
    standard_days: int | None = Field(None, ge=1, le=730)
    """標準処理期間 in days; pauses while a correction is awaited."""
    extend_days: int | None = Field(None, ge=1, le=365)
    """For how many days at most the answer may be put off, all extensions together; without it, no limit."""
    extend_beyond: Text | None = None
    """The law by which it may be put off for longer in special cases, such as 第84条; without it, never."""
    retention: Annotated[int, BeforeValidator(_years)] = Field(5, ge=1, le=150)
    """保存年限, such as 5y."""
    retention_from: Literal["fiscal-year", "end"] = "fiscal-year"
    """From when the years count: the April after the case ended, or the day on which it ended."""
    results: Results = Results()
    """Notices of the outcomes."""
    applicant: Applicant | None = None
    """Who asks."""
    filer: Filer | None = None
    """Who filed it, where that may be another than the applicant."""
    marks: list[Mark] = Field(default=[], max_length=20)
    """What must be seen at once (住所地特例, 至急)."""
    decide: Decide | None = None
    """What the clerk enters with a grant."""
    validity: Validity | None = None
    """From when until when a grant holds, with reminders before it ends."""
    follows: Annotated[list[Follows], BeforeValidator(_several)] = Field(default=[], max_length=10)
    """Earlier procedures that this one follows."""
    calculate: list[Calculation] = Field(default=[], max_length=30)
    """Values that follow from the answers, shown with their reason."""
    electronic_when: Expression | None = None
    """Condition on the answers under which the notice is wanted electronically; consent to it is needed besides."""
    pittari: Pittari | None = None
    """Its form at ぴったりサービス, and which item there is which question here."""
    correction_days: int = Field(14, ge=1, le=90)
    """Days that a request for correction gives, unless the clerk says otherwise."""
    examples: list[ExampleCase] = []
    """Examples that prove it."""

    @property
    def level(self) -> Assurance:
        """The proof of identity that it needs: its own word, else the city's."""
        if "assurance" in self.model_fields_set:
            return self.assurance
        try:
            return city().assurance.default
        except NotDefined:
            return self.assurance

    def notice_for(self, outcome: str) -> str | None:
        """The code of the notice of an outcome."""
        results = self.results
        return {
            "granted": results.grant,
            "refused": results.refuse,
            "rejected": results.refuse,
            "accepted": results.accept,
            "acknowledged": results.acknowledge,
            "answered": results.answer,
            "cancelled": results.cancel,
        }.get(outcome)
