"""申請が届く経路: what a city says in YAML of another system from which applications come."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator

from madoguchi.city.public import Code, Definition, Mistake, Part, Text
from madoguchi.engines.cases.public import FormMapping

Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Stage(StrEnum):
    """What is said to the other system of how far a case is."""

    RECEIVED = "received"
    WORKING = "working"
    CORRECTION = "correction"
    DECIDED = "decided"
    REFUSED = "refused"
    DONE = "done"
    WITHDRAWN = "withdrawn"
    TRANSFERRED = "transferred"


class Keys(Part):
    """What the manifest calls what we need of it."""

    number: Name = "受付番号"
    """受付番号 there."""
    procedure: Name = "procedure_code"
    """Code of the form."""
    version: Name = "form_version"
    """Version of the form."""
    municipality: Name = "municipality"
    """Code of the municipality."""
    sent_at: Name = "sent_at"
    """When it was sent: ISO 8601 with offset."""
    files: Name = "files"
    """List of the files: `name`, `sha256`, `role`."""
    place: Name = "slot"
    """Of a file, for which paper it is."""
    electronic: Name = "electronic_notice"
    """Whether the notice is wanted electronically."""


class Packaging(Part):
    """How a package is laid out: a ZIP for each application."""

    manifest: Name = "manifest.json"
    """What the package holds, with the digest of each file."""
    data: Name = "data.json"
    """The answers by the names of the items."""
    form: Name = "form.pdf"
    """The picture of the form."""
    signature: Name = "signature/signature.p7s"
    """CMS of the applicant's signature."""
    signed: Name = "manifest.json"
    """The file whose bytes were signed."""
    keys: Keys = Keys()
    """Keys of the manifest."""


class TableForm(FormMapping):
    """One form of which there are exports."""

    form: Name
    """What stands in the column of the form; without that column a pattern of the file's name, such as `犬の登録*`."""
    procedure: Code
    """Procedure here."""


class Table(Part):
    """How an export is laid out: a CSV with a line an application, alone or in a ZIP with the attachments."""

    number: Name
    """Column of the number there."""
    sent_at: Name
    """Column of when it was sent."""
    form: str = ""
    """Column that says which form; without it the file's name does."""
    files: Name = "{number}/{name}"
    """Where an attachment lies in the ZIP."""
    between: Annotated[str, StringConstraints(min_length=1, max_length=3)] = "、"
    """What stands between several values in one cell."""
    passing: list[Name] = []
    """Columns that change from export to export and say nothing of the application."""
    forms: list[TableForm] = Field(min_length=1, max_length=300)
    """Forms that come in so."""


class Reporting(Part):
    """How the state of a case goes back."""

    way: Literal["packages", "list", "none"] = "none"
    """`packages`: a file for each change into the outbox; `list`: a table by which a clerk sets it there."""
    states: dict[Stage, Name] = {}
    """What each stage is called there; a stage that is not named is not told."""
    results: bool = False
    """Whether the notice goes along as a file, for those who asked for it electronically."""


class Channel(Definition):
    """Another system from which applications come."""

    source: Literal["pittari", "chiba"]
    """Which it is: the case says so."""
    department: Code
    """Department that looks after it: what belongs to no procedure yet lies on its desk."""
    encoding: Name = "utf-8"
    """Encoding of its texts: utf-8, cp932 …"""
    municipality: str = ""
    """The city's code there; what is for another is set aside."""
    assurance: Literal["none", "account", "authenticate"] = "none"
    """What its sign-in is worth here, unless a signature says more."""
    most_megabytes: int = Field(60, ge=1, le=500)
    """Largest file that is taken."""
    keep_aside_days: int = Field(90, ge=14, le=1825)
    """Days for which is kept what could not be taken in, or was not to be; then it is removed."""
    packages: Packaging | None = None
    """Layout, where each application is a ZIP of its own."""
    table: Table | None = None
    """Layout, where it comes as an export in CSV."""
    report: Reporting = Reporting()
    """How the state goes back."""
    note: Text | None = None
    """What the clerk should know of it."""

    @field_validator("encoding")
    @classmethod
    def _known(cls, value: str) -> str:
        try:
            "".encode(value)
        except LookupError:
            raise Mistake(f"「{value}」という文字コードはありません", f"there is no encoding {value!r}") from None
        return value

    @property
    def layout(self) -> Packaging | Table:
        return self.table or self.packages or Packaging()
