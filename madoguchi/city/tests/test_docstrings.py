"""What stands under a key is found where documentation is made: in the table and in the JSON Schema for editors."""

from pydantic import Field

from madoguchi.city.docstrings import describe, meaning
from madoguchi.city.roots import Part


class Outer(Part):
    size: int = Field(alias="how-much")
    """How much
    there is."""
    silent: str = ""
    inner: "list[Inner]" = []
    """What is inside."""


class Inner(Part):
    size: int
    """In metres."""


class Further(Outer):
    size: int = 3
    """More than the others."""


def test_meaning__of_a_key__is_the_text_under_it_or_that_of_the_model_it_comes_from() -> None:
    assert meaning(Outer, "size") == "How much\nthere is."
    assert meaning(Outer, "silent") == ""
    assert meaning(Further, "size") == "More than the others."
    assert meaning(Further, "inner") == "What is inside."


def test_describe__schema_for_editors__carries_the_texts_of_inner_models_too() -> None:
    Outer.model_rebuild()
    assert "description" not in Outer.model_json_schema()["properties"]["how-much"]
    describe([Outer, Inner])
    schema = Outer.model_json_schema()
    assert schema["properties"]["how-much"]["description"] == "How much\nthere is."
    assert "description" not in schema["properties"]["silent"]
    assert schema["$defs"]["Inner"]["properties"]["size"]["description"] == "In metres."
