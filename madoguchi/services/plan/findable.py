"""The plan in the finder: its measures, and its open figures as datasets."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import Text, current_all
from madoguchi.engines.knowledge.public import Entry, findable, findable_definitions, stamp_of, texts_of
from madoguchi.services.plan.definitions.measure import Measure


def register() -> None:
    findable_definitions(Measure, "measure", _("計画の施策"), _measure, of="plan-measure", weight=0.6, listed=False)
    findable("dataset", _("データ"), entries=_datasets, stamp=lambda: stamp_of("plan"), weight=0.8, listed=False)


def _measure(one: Measure) -> Entry:
    last = one.entries[-1]
    return Entry("measure", one.code, one.title, link="measure", summary=one.summary, body=texts_of(last.aim, last.content))


def _datasets() -> Iterator[Entry]:
    if not current_all("plan"):
        return
    yield Entry(
        "dataset",
        "plan-figures",
        Text("計画の指標のデータ（CSV）", en="Figures of the plan (CSV)"),
        link="plan-figures",
        also=("オープンデータ", "統計データ", "指標のCSV", "数字のデータをダウンロード", "open data", "statistics csv"),
    )
    yield Entry(
        "dataset",
        "plan-measures",
        Text("計画の施策の一覧のデータ（CSV）", en="Measures of the plan (CSV)"),
        link="plan-measures",
        also=("オープンデータ", "施策の一覧のCSV", "open data measures"),
    )
