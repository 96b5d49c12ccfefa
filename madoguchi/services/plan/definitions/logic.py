"""Logic: ロジックモデル, by which steps a measure is to bring about what it wants: input → activity → output → outcome."""

from itertools import pairwise
from typing import Annotated

from pydantic import Field, model_validator

from madoguchi.city.public import Code, Definition, Mistake, Part, Text
from madoguchi.services.plan.definitions.measure import MeasureCode

STAGES = ("input", "activity", "output", "outcome")


class Box(Part):
    """One box of the picture."""

    id: Code
    """Its name, to which others lead: a1."""
    says: Text
    """What stands in it."""
    to: list[Code] | None = None
    """Boxes of the next stage to which it leads; left out, to all of them."""
    indicator: Code | None = None
    """The indicator that tells whether it came about."""
    unmeasured: Text | None = None
    """Why an outcome has no indicator."""


Boxes = Annotated[list[Box], Field(min_length=1, max_length=5)]


class Logic(Definition):
    """ロジックモデル: its file is named after the measure."""

    code: MeasureCode
    """The measure."""
    input: Boxes
    """インプット: what is put in."""
    activity: Boxes
    """アクティビティ: what is done."""
    output: Boxes
    """アウトプット: what comes out at once."""
    outcome: Boxes
    """アウトカム: what it brings about for people."""

    def stages(self) -> list[tuple[str, list[Box]]]:
        return [(name, getattr(self, name)) for name in STAGES]

    def after(self, place: int, box: Box) -> list[str]:
        """Ids of the next stage to which a box of that stage leads."""
        if place + 1 == len(STAGES):
            return []
        return [one.id for one in self.stages()[place + 1][1]] if box.to is None else box.to

    @model_validator(mode="after")
    def _joined(self) -> "Logic":
        stages = self.stages()
        ids = [box.id for _name, boxes in stages for box in boxes]
        if len(set(ids)) != len(ids):
            raise Mistake("箱の id が重なっています。", "two boxes have the same id.")
        for (name, boxes), (next_name, following) in pairwise(stages):
            known = {box.id for box in following}
            for box in boxes:
                if box.to is not None and (not box.to or not set(box.to) <= known):
                    raise Mistake(
                        f"{name} の {box.id} は、次の段（{next_name}）の箱につなぎます。成果に届かないものは書けません。",
                        f"{name} {box.id} leads to a box of the next stage ({next_name}); nothing ends before an outcome.",
                    )
        for box in self.outcome:
            if box.to:
                raise Mistake(f"outcome の {box.id} は最後の段です。", f"outcome {box.id} is the last stage.")
            if (box.indicator is None) == (box.unmeasured is None):
                raise Mistake(
                    f"outcome の {box.id} には、indicator か、指標のない理由（unmeasured）のどちらかを書いてください。",
                    f"outcome {box.id} has either an indicator or the reason why not (unmeasured).",
                )
        return self
