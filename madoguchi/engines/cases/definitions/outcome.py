"""結果: notices of the outcomes, what the clerk enters with a decision, how long it holds, what follows it."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from madoguchi.city.public import Code, Mistake, Part, Text
from madoguchi.engines.cases.calculations.definitions import Expression, Id
from madoguchi.engines.cases.definitions.about import Path
from madoguchi.engines.forms.public import Question


class Results(Part):
    """The notice (notices/) of each outcome. An outcome without one is told by a mail only."""

    grant: Code | None = None
    """Notice when it is granted."""
    refuse: Code | None = None
    """Notice when it is refused, or rejected for its form."""
    accept: Code | None = None
    """Notice when a notification (届出) is accepted, such as a receipt."""
    acknowledge: Code | None = None
    """Notice when an offer (申出) is acknowledged."""
    answer: Code | None = None
    """Notice when an inquiry is answered."""
    cancel: Code | None = None
    """Notice when a decision is cancelled."""
    extend: Code | None = None
    """延期通知: notice when the answer takes longer than the law or the standard period says; without it `answer-extended`."""
    transfer: Code | None = None
    """Notice when the case goes to another city (移送); without it `case-transferred`."""


class EachDecided(Part):
    """児童ごと・事業ごとの決定: one line of the decision for each item of a repeated page."""

    of: Id
    """The repeated page, such as children."""
    when: Expression = "true"
    """Condition on `item` under which it gets a line."""
    name: Path = "name"
    """Question of type name or text within the item that says whose line it is."""
    amount: Id | None = None
    """A calculation by `rates`: its part for each item is proposed as the amount."""
    ask: list[Question] = Field(default=[], max_length=20)
    """What is entered for each line that is granted (the same types as on a page)."""
    suggest: dict[Id, Expression] = {}
    """Proposed values: an expression over `item`, the answers and calculated values."""


class Decide(Part):
    """決定の内容: what the clerk enters when granting, beyond what is calculated; it may be used in notices."""

    ask: list[Question] = Field(default=[], max_length=30)
    """What is entered: questions of the same types as on a page (要介護状態区分, 有効期間 …)."""
    suggest: dict[Id, Expression] = {}
    """Proposed values: an expression over answers, calculated values and what was entered before it."""
    each: EachDecided | None = None
    """One line for each item of a repeated page, each granted or not."""

    @model_validator(mode="after")
    def _something(self) -> "Decide":
        if not self.ask and self.each is None:
            raise Mistake("ask か each を書いてください。", "write ask or each.")
        return self


class Validity(Part):
    """有効期間: from when until when a granted decision holds, and who is reminded before it ends."""

    from_: Expression = Field(alias="from")
    """Expression over answers, calculated and entered values that gives the first day."""
    until: Expression
    """Expression that gives the last day."""
    remind: list[Annotated[int, Field(ge=1, le=366)]] = [60, 30, 14]
    """Days before the end on which the person is reminded, unless `renew` has been filed."""
    renew: Code | None = None
    """The procedure by which it is renewed; once that has been filed, reminders stop."""


class Follows(Part):
    """後続: this procedure follows one that was filed before (更新, 事後申請, 胎児の数の届出)."""

    procedure: Code
    """The earlier procedure."""
    label: Text
    """How the next step is called on the page of the earlier application."""
    needs: Literal["filed", "granted"] = "granted"
    """Whether it is offered as soon as the earlier one is filed, or once it is granted (received, acknowledged)."""
    opens_days: int | None = Field(None, ge=1, le=366)
    """Offered only from so many days before the end of the earlier decision's validity (要介護の更新: 60)."""
    number: Path
    """Question of type receipt-number in which the earlier 受付番号 is given."""
    prefill: dict[Path, str] = {}
    """First values from the earlier case: question here, and there its question, `number`, `received_on`, or
    `decision.` and the id of a calculated or entered value."""
