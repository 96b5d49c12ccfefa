"""CityInfo: city.yaml, the city itself."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator

from madoguchi.city.findings import Mistake
from madoguchi.city.roots import Definition, Part
from madoguchi.city.text import LANGUAGES, Text

AssuranceLevel = Literal["none", "account", "authenticate", "sign"]
Phone = Annotated[str, StringConstraints(pattern=r"^0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}$")]


class Prefecture(Part):
    """The prefecture around the city; notices of remedies name its governor and its boards."""

    name: Text
    """Name of the prefecture."""
    governor_title: str
    """Title of the governor, as the 教示 names the 審査庁."""
    care_board: str
    """Name of the 介護保険審査会."""
    health_insurance_board: str
    """Name of the 国民健康保険審査会."""


class Assurance(Part):
    """How people prove who they are, where a procedure says no more than the level it needs."""

    default: AssuranceLevel = "account"
    """Level of a procedure that names none."""
    without_card: list[Literal["post", "counter"]] = Field(default=["post", "counter"], min_length=1)
    """Ways that stay open to a person whose card cannot sign."""
    agent_online: bool = False
    """Whether an agent may file online with the agent's own card and a power of attorney."""


class CityInfo(Definition):
    """The city: what stands in letter heads, page feet and notices of remedies."""

    code: Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]
    """全国地方公共団体コード, six digits with check digit."""
    title: Text = Field(alias="name")
    """Name of the city."""
    kana: Annotated[str, StringConstraints(pattern=r"^[ァ-ヴー]+$")]
    """Name in katakana."""
    prefecture: Prefecture
    """Prefecture."""
    mayor_title: str
    """Title that stands under notices and names the defendant's representative in notices of remedies."""
    board_of_education: str = ""
    """Name of the board of education, which represents the city for its own dispositions."""
    postal_code: Annotated[str, StringConstraints(pattern=r"^[0-9]{3}-[0-9]{4}$")]
    """Postal code of the city hall."""
    address: Text
    """Address of the city hall."""
    window_address: list[str] = Field(min_length=1, max_length=5)
    """Lines that show in the window of an envelope sent back to the city."""
    phone: Phone
    """Telephone of the city hall."""
    phone_note: Text | None = None
    """Remark beside every telephone number, such as 架空の番号 in a demo."""
    hours: Text
    """When people can come or call, as a sentence; the days themselves stand in calendars/."""
    url: Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$")]
    """Address of the city's own site."""
    corporate_number: Annotated[str, StringConstraints(pattern=r"^[0-9]{13}$")]
    """法人番号, thirteen digits."""
    languages: list[str] = Field(min_length=1)
    """Languages of the pages, in the order of the language menu."""
    service_name: Text
    """What the city calls its counter on line."""
    demo_note: Text | None = None
    """Said on every page, sheet and mail as long as this is no official site."""
    assurance: Assurance = Assurance()
    """Proof of identity."""

    @property
    def name(self) -> Text:
        return self.title

    @field_validator("code")
    @classmethod
    def _code(cls, value: str) -> str:
        digits = [int(d) for d in value]
        check = (11 - sum(d * w for d, w in zip(digits[:5], (6, 5, 4, 3, 2), strict=True)) % 11) % 10
        if check != digits[5]:
            raise Mistake(
                f"「{value}」は検査数字が合いません。上5桁が正しければ {value[:5]}{check} です。",
                f'"{value}" has a wrong check digit; with these five digits it would be {value[:5]}{check}.',
            )
        return value

    @field_validator("corporate_number")
    @classmethod
    def _corporate_number(cls, value: str) -> str:
        total = sum(int(d) * (1 if i % 2 == 0 else 2) for i, d in enumerate(reversed(value[1:])))
        check = 9 - total % 9
        if check != int(value[0]):
            raise Mistake(
                f"「{value}」は法人番号の検査数字が合いません。先頭は {check} のはずです。",
                f'"{value}" has a wrong check digit; it should begin with {check}.',
            )
        return value

    @field_validator("languages")
    @classmethod
    def _languages(cls, value: list[str]) -> list[str]:
        unknown = [lang for lang in value if lang not in LANGUAGES]
        if unknown:
            allowed = ", ".join(LANGUAGES)
            raise Mistake(
                f"「{'、'.join(unknown)}」という言語はありません。使えるもの: {allowed}",
                f"no language {', '.join(unknown)}; there are: {allowed}",
            )
        if "ja" not in value:
            raise Mistake("日本語（ja）は外せません。", "Japanese (ja) can't be left out.")
        return value
