"""個人情報と記録の決まり: duties.yaml, the files of personal data, the affairs that handle 個人番号."""

from pydantic import Field, model_validator

from madoguchi.city.public import Code, Definition, Mistake, Part, Text


class Step(Part):
    """しきい値判断の一段: from so many people on, which assessment; and which where many handle it or a grave accident happened."""

    people: int = Field(ge=0)
    """From so many people on."""
    plain: str = Field(pattern="^(none|basic|focused|whole)$")
    """The assessment: none, basic (基礎項目評価), focused (重点項目評価), whole (全項目評価)."""
    grave: str = Field(pattern="^(none|basic|focused|whole)$")
    """The assessment where `handlers_many` persons or more handle it, or a grave accident happened within the last year."""


class Duties(Definition):
    """Who keeps records and personal data in order, and the numbers that the law or the city sets."""

    records: Code
    """Department in charge of records and personal data: sees what is due for disposal in every section, may hold any case
    back, publishes the register, keeps assessments and leaks, and takes in requests for one's own data."""
    requests: list[Code] = Field(default=[], max_length=10)
    """Procedures by which people ask for their data (開示・訂正・利用停止請求): while one of an account runs, nothing of that
    account is disposed of."""
    file_threshold: int = Field(1000, ge=1)
    """From so many people on a file of personal data stands in the published register."""
    handlers_many: int = Field(500, ge=1)
    """From so many persons who handle 個人番号 on, an assessment goes further."""
    assessments: list[Step] = Field(
        default=[
            Step(people=0, plain="none", grave="none"),
            Step(people=1000, plain="basic", grave="basic"),
            Step(people=10_000, plain="basic", grave="focused"),
            Step(people=100_000, plain="focused", grave="whole"),
            Step(people=300_000, plain="whole", grave="whole"),
        ],
        min_length=1,
        max_length=10,
    )
    """しきい値判断, by rising numbers of people."""
    assessment_years: int = Field(5, ge=1, le=10)
    """Years after which an assessment is made anew, even where nothing has changed."""

    leak_prompt_days: int = Field(5, ge=1, le=30)
    """漏えい等の速報: days within which it is told at once, the day of knowing among them (概ね3〜5日)."""
    leak_full_days: int = Field(30, ge=1, le=365)
    """漏えい等の確報: days, the day of knowing among them."""
    leak_malicious_days: int = Field(60, ge=1, le=365)
    """The same where it may have been done with ill intent."""

    @model_validator(mode="after")
    def _rising(self) -> "Duties":
        people = [one.people for one in self.assessments]
        if people != sorted(set(people)) or people[0] != 0:
            raise Mistake("assessments の people は、0から始めて増える順に書いてください。", "people must begin with 0 and rise.")
        return self


class DataFile(Definition):
    """個人情報ファイル: procedures that share one file of personal data, and what their definitions cannot know of it."""

    procedures: list[Code] = Field(min_length=1, max_length=50)
    """The procedures whose cases it holds."""
    purpose: Text
    """利用目的."""
    range: Text
    """記録範囲: whose data it holds."""
    collected: Text = Text("本人・代理人の申請、届出など")
    """収集方法."""
    items: list[Text] = []
    """記録項目 beyond what the forms ask."""
    sensitive: Text | None = None
    """Which 要配慮個人情報 it holds; without it, none."""
    passed_to: list[Text] = []
    """To whom it is passed on regularly."""
    special: Text | None = None
    """Another law's procedure for correction or suspension."""
    on_paper: bool = False
    """Whether there is a file on paper of the same purpose, items and range (第60条第2項第2号)."""
    offered: bool = False
    """Whether proposals for anonymised data are invited."""
    people_elsewhere: int = Field(0, ge=0)
    """People whose data of this file lie outside the house."""
    remarks: Text | None = None
    """備考."""


class NumberAffair(Definition):
    """個人番号を扱う事務: procedures that share one assessment (特定個人情報保護評価), and what their definitions cannot know."""

    number: int = Field(ge=1, le=999)
    """評価書番号."""
    procedures: list[Code] = Field(min_length=1, max_length=50)
    """The procedures by which it is done."""
    law: Text
    """法令上の根拠 of the use of 個人番号."""
    systems: list[Text] = Field(min_length=1, max_length=20)
    """システムの名称."""
    network: Text | None = None
    """情報提供ネットワークシステムによる情報連携: its legal basis; without it, none."""
    entrusted: list[Text] = []
    """To whom handling is entrusted (委託)."""
    measures: list[Text] = Field(default=[], max_length=30)
    """Measures against risks beyond those of the house."""
