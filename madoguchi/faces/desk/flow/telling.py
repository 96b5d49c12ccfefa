"""Saying it in sentences, each with its arithmetic, and in rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from madoguchi.core.calendar.public import format_month
from madoguchi.engines.insight import public as insight

FEW = "―"
VARIANTS = 8


@dataclass(frozen=True)
class Sentence:
    """`sum`: how the figure comes about."""

    text: str
    sum: str = ""


@dataclass(frozen=True)
class StepRow:
    label: str
    meaning: str
    side: str
    kind: str
    """wait, work or person: how the bar is drawn."""
    cases: int
    each: str
    passing: str
    share: int
    bar: int
    spread: tuple[Any, ...]
    """Cases by days in the step; a dash where there are few."""


@dataclass(frozen=True)
class GroupRow:
    label: str
    cases: int
    each: str
    city: str
    person: str
    corrected: str
    kept: str


def number(value: float) -> str:
    return f"{value:,.1f}"


def percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}%" if whole else FEW


def is_few(n: int) -> bool:
    return 0 < n < insight.SMALL


def spread_of(sums: Any) -> tuple[Any, ...]:
    """Cases by days. Where one count is small, the one that is least of the others is left out too: the whole is known."""
    counts = [sums.same_day, sums.to3, sums.to7, sums.to14, sums.to30, sums.longer]
    hidden = {at for at, n in enumerate(counts) if is_few(n)}
    others = sorted((n, at) for at, n in enumerate(counts) if n and at not in hidden)
    while hidden and others and sum(counts[at] for at in hidden) < insight.SMALL:
        hidden.add(others.pop(0)[1])
    return tuple(FEW if at in hidden else n for at, n in enumerate(counts))


class Telling:
    """What the page says of an overview. `names`: titles of procedures; `sections`: names of departments."""

    def __init__(self, found: insight.Overview, names: Mapping[str, str], sections: Mapping[str, str], day: date) -> None:
        self.found, self.names, self.section_names, self.day = found, names, sections, day
        self.whole, self.measure = found.whole, found.asked.measure
        self.language = get_language() or "ja"
        self.steps = found.process.step

    def lead(self) -> list[Sentence]:
        whole = self.whole
        days = getattr(whole, self.measure)
        said = [
            Sentence(
                _("この間に終わった%(n)s件は、届いてから終わるまで、1件あたり%(d)s日かかりました。")
                % {"n": f"{whole.cases:,}", "d": number(days / whole.cases)},
                _("合計%(days)s日 ÷ %(n)s件") % {"days": f"{days:,}", "n": f"{whole.cases:,}"},
            )
        ]
        if is_few(whole.through(self.found.of_applicant)):
            return said
        city, person = whole.of(self.found.of_city, self.measure), whole.of(self.found.of_applicant, self.measure)
        work = whole.of(self.found.at_work, self.measure)
        said.append(
            Sentence(
                _("そのうち市の側に%(city)s日、本人の側（補正）に%(person)s日ありました。")
                % {"city": number(city / whole.cases), "person": number(person / whole.cases)},
                _("市%(city)s日 ＋ 本人%(person)s日 ＝ %(days)s日")
                % {"city": f"{city:,}", "person": f"{person:,}", "days": f"{days:,}"},
            )
        )
        if city:
            said.append(
                Sentence(
                    _("市の側の日数のうち、担当が手元に持っていたのは%(work)s、待っていたのは%(wait)sです。")
                    % {"work": percent(work, city), "wait": percent(city - work, city)},
                    _("手元%(work)s日 ＋ 待ち%(wait)s日 ＝ %(city)s日")
                    % {"work": f"{work:,}", "wait": f"{city - work:,}", "city": f"{city:,}"},
                )
            )
        return [*said, *self.costliest()]

    def costliest(self) -> list[Sentence]:
        whole, shown = self.whole, insight.protected(self.whole.steps)[0]
        mine = {code: sums for code, sums in shown.items() if code in self.found.of_city}
        days = getattr(whole, self.measure)
        if not mine or not days:
            return []
        code = max(mine, key=lambda one: getattr(mine[one], self.measure))
        its = getattr(mine[code], self.measure)
        if not its:
            return []
        text = _("市の側でいちばん日数がかかっている工程は「%(step)s」で、1件あたり%(d)s日、全体の%(share)sです。")
        words = {"step": self.steps[code].label, "d": number(its / whole.cases), "share": percent(its, days)}
        return [Sentence(text % words, f"{its:,} ÷ {whole.cases:,}、{its:,} ÷ {days:,}")]

    def promise(self) -> list[Sentence]:
        whole = self.whole
        if whole.promised < insight.SMALL:
            return [Sentence(_("標準処理期間のある案件が少ないため、示しません。"))]
        broken = whole.promised - whole.kept
        if is_few(broken):
            return [Sentence(_("標準処理期間のある%(n)s件のうち、守れなかったのは5件未満です。") % {"n": f"{whole.promised:,}"})]
        said = [
            Sentence(
                _("標準処理期間のある%(n)s件のうち、守れたのは%(kept)s件（%(share)s）です。")
                % {"n": f"{whole.promised:,}", "kept": f"{whole.kept:,}", "share": percent(whole.kept, whole.promised)},
                f"{whole.kept:,} ÷ {whole.promised:,}",
            )
        ]
        if broken:
            said.append(
                Sentence(
                    _("守れなかった%(n)s件は、平均%(d)s日過ぎて決定しました。")
                    % {"n": f"{broken:,}", "d": number(whole.over_days / broken)},
                    _("合計%(days)s日 ÷ %(n)s件") % {"days": f"{whole.over_days:,}", "n": f"{broken:,}"},
                )
            )
        for one in insight.rescues(self.found)[:3]:
            text = _("そのうち%(n)s件は、「%(step)s」の日数がなければ間に合っていました。")
            said.append(Sentence(text % {"n": one.rescued, "step": self.steps[one.step].label}))
        return said

    def shorter(self) -> list[Sentence]:
        return [
            self.of_step(one) if isinstance(one, insight.StepSaving) else self.of_corrections(one)
            for one in insight.savings(self.found)
        ]

    def of_step(self, one: insight.StepSaving) -> Sentence:
        words = {
            "procedure": self.names.get(one.procedure, one.procedure),
            "step": self.steps[one.step].label,
            "month": self.month(one.best_month),
            "best": number(one.best),
            "n": f"{one.cases:,}",
            "days": f"{one.days:,}",
            "saved": f"{one.saved:,}",
        }
        return Sentence(
            _("%(procedure)sの「%(step)s」が、いちばん短かった%(month)sと同じ（1件あたり%(best)s日）なら、"
              "合わせて%(saved)s日短くなります。") % words,
            _("%(days)s日 − %(n)s件 × %(best)s日 ＝ %(saved)s日") % words,
        )  # fmt: skip

    def of_corrections(self, one: insight.CorrectionSaving) -> Sentence:
        words = {
            "procedure": self.names.get(one.procedure, one.procedure),
            "month": self.month(one.best_month),
            "rate": number(one.rate),
            "n": f"{one.cases:,}",
            "corrected": f"{one.corrected:,}",
            "at_best": f"{one.at_best:,}",
            "fewer": f"{one.fewer:,}",
            "each": number(one.each),
            "saved": f"{one.saved:,}",
        }
        return Sentence(
            _("%(procedure)sの補正が、いちばん少なかった%(month)sと同じ割合（%(rate)s%%）なら、%(fewer)s件が補正なしで済み、"
              "本人の側の日数が合わせて%(saved)s日短くなります。") % words,
            _("%(corrected)s件 − %(n)s件 × %(rate)s%%（切り上げて%(at_best)s件）＝ %(fewer)s件、"
              "%(fewer)s件 × %(each)s日 ＝ %(saved)s日") % words,
        )  # fmt: skip

    def corrections(self) -> Sentence:
        whole = self.whole
        if is_few(whole.corrected):
            return Sentence(_("補正があったのは5件未満です。"))
        text = _("%(n)s件のうち、補正を求めたのは%(corrected)s件（%(share)s）、依頼は%(asked)s回でした。")
        words = {"n": f"{whole.cases:,}", "corrected": f"{whole.corrected:,}", "asked": f"{whole.asked:,}"}
        return Sentence(text % {**words, "share": percent(whole.corrected, whole.cases)}, f"{whole.corrected:,} ÷ {whole.cases:,}")

    def step_rows(self) -> list[StepRow]:
        """In the order of the way; steps that few cases came through are told of together."""
        shown, rest = insight.protected(self.whole.steps)
        most = max([getattr(sums, self.measure) for sums in shown.values()] + [1])
        rows = [self.step_row(step, shown[step.code], most) for step in self.found.process.steps if step.code in shown]
        if rest:
            rows.append(self.step_row(None, rest, most))
        return rows

    def step_row(self, step: Any, sums: Any, most: int) -> StepRow:
        days, whole = getattr(sums, self.measure), getattr(self.whole, self.measure)
        person = step is not None and step.whose == "applicant"
        side = FEW if step is None else _("本人") if person else _("市（手元）") if step.works else _("市（待ち）")
        return StepRow(
            label=str(step.label) if step else _("そのほか（件数が少ない工程）"),
            meaning=str(step.meaning) if step else "",
            side=side,
            kind="person" if person else "work" if step and step.works else "wait" if step else "rest",
            cases=sums.cases,
            each=number(days / self.whole.cases),
            passing=number(days / sums.cases) if step else FEW,
            share=round(100 * days / whole) if whole else 0,
            bar=round(100 * days / most),
            spread=spread_of(sums) if step else (),
        )

    def groups(self, groups: Mapping[Any, insight.CaseSums], labels: Any) -> list[GroupRow]:
        shown, rest = insight.protected(groups)
        rows = [self.group(labels(key), sums) for key, sums in shown.items()]
        return rows + ([self.group(_("そのほか（件数が少ないもの）"), rest)] if rest else [])

    def group(self, label: str, sums: insight.CaseSums) -> GroupRow:
        n, few = sums.cases, is_few(sums.through(self.found.of_applicant)) or is_few(sums.corrected)
        if n < insight.SMALL:
            return GroupRow(label, n, FEW, FEW, FEW, FEW, FEW)
        broken = sums.promised - sums.kept
        return GroupRow(
            label=label,
            cases=n,
            each=number(getattr(sums, self.measure) / n),
            city=FEW if few else number(sums.of(self.found.of_city, self.measure) / n),
            person=FEW if few else number(sums.of(self.found.of_applicant, self.measure) / n),
            corrected=FEW if few else percent(sums.corrected, n),
            kept=FEW if is_few(broken) or sums.promised < insight.SMALL else percent(sums.kept, sums.promised),
        )

    def months(self) -> list[GroupRow]:
        return self.groups(self.found.by_month, self.month)

    def procedures(self) -> list[GroupRow]:
        return self.groups(self.found.by_procedure, lambda code: self.names.get(code, code))

    def sections(self) -> list[GroupRow]:
        return self.groups(self.found.by_section, lambda code: self.section_names.get(code, code))

    def variants(self) -> Iterator[dict[str, Any]]:
        """The commonest ways, then the rest as one."""
        listed = {one.path: one for one in self.found.variants}
        shown, rest = insight.protected(listed)
        common = sorted(shown.values(), key=lambda one: (-one.cases, one.path))
        for one in common[:VARIANTS]:
            yield self.variant([str(self.steps[code].label) if code in self.steps else code for code in one.path], one)
        others = [*common[VARIANTS:], *([rest] if rest else [])]
        if others:
            whole = insight.Variant(())
            for one in others:
                whole.add(one)
            kinds = len(listed) - min(len(common), VARIANTS)
            yield self.variant([_("そのほかの%(n)s通り") % {"n": kinds}], whole)

    def variant(self, steps: list[str], one: insight.Variant) -> dict[str, Any]:
        few = one.cases < insight.SMALL
        return {
            "steps": steps,
            "cases": FEW if few else one.cases,
            "share": FEW if few else percent(one.cases, self.whole.cases),
            "each": FEW if few else number(one.days / one.cases),
        }

    def lying(self) -> list[tuple[str, int, str]]:
        shown, rest = insight.protected(self.found.lying)
        rows = [
            (str(s.label), shown[s.code].cases, number(shown[s.code].mean(self.day)))
            for s in self.found.process.steps
            if s.code in shown
        ]
        if rest:
            few = rest.cases < insight.SMALL
            rows.append((_("そのほか（件数が少ない工程）"), rest.cases, FEW if few else number(rest.mean(self.day))))
        return rows

    def month(self, month: date) -> str:
        return format_month(month, self.language)
