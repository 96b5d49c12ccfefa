"""What the actions on manuscripts say when they will not."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused


class BadCode(Refused):
    code, message = (
        "bad-code",
        _("コードは、英小文字で始まる英小文字・数字・ハイフンの48文字までで書いてください（例: library-card）。"),
    )


class CodeStays(Refused):
    code, message = (
        "code-stays",
        _("コード（code）は「{own}」のまま、変えられません。別のコードにするときは、写しから新しく作ります。"),
    )


class CodeTaken(Refused):
    code, message = "code-taken", _("「{taken}」は、もう公開されています。別のコードにしてください。")


class AlreadyWriting(Refused):
    """`manuscript` is the one that is open."""

    code, message = "already-writing", _("「{taken}」の原稿は、もうあります。その原稿を開いて続けてください。")

    def __init__(self, taken: str, manuscript: Any = None) -> None:
        super().__init__(taken=taken)
        self.manuscript = manuscript


class NotOwnDepartment(Refused):
    code, message = "not-own-department", _("ほかの所属が担当する手続きです。写しをとって、新しい手続きとして作れます。")


class NotOwnBlock(Refused):
    code, message = "not-own-block", _("ほかの所属の手続きだけで使われているまとまりです。その所属に頼んでください。")


class MoreConcerned(Refused):
    code, message = (
        "more-concerned",
        _("決裁のあとで、ほかの所属の手続きもこのまとまりを使い始めました。もう一度起案して、その所属の決裁も受けてください。"),
    )


class NothingOnPaper(Refused):
    code, message = "nothing-on-paper", _("用紙の項目を、1行に1つずつ書いてください。")


class IsClosed(Refused):
    code, message = "manuscript-closed", _("この原稿は、公開されたか、破棄されています。")


class AwaitsApproval(Refused):
    code, message = "awaits-approval", _("この原稿は決裁を待っています。直すときは、起案を取り下げてください。")


class PartGone(Refused):
    """`mine` is what was to be written there."""

    code, message = "part-gone", _("直していた部分は、ほかの人が削除しました。入力した内容は下に残してあります。")

    def __init__(self, mine: Any = None) -> None:
        super().__init__()
        self.mine = mine


class EditedMeanwhile(Refused):
    """Somebody else changed the same keys: `mine` and `theirs` are both whole, `keys` say where they differ."""

    code, message = "edited-meanwhile", _("あなたが開いたあとで、ほかの人が同じところを直しました。どちらを残すか選んでください。")

    def __init__(self, mine: Any, theirs: Any, keys: list[str], number: int) -> None:
        super().__init__()
        self.mine, self.theirs, self.keys, self.number = mine, theirs, keys, number


class ChangedMeanwhile(Refused):
    code, message = (
        "changed-meanwhile",
        _("あなたが開いたあとで、ほかの人がここを直しました。内容を確かめてから、もう一度削除してください。"),
    )


class NothingToUndo(Refused):
    code, message = "nothing-to-undo", _("これより前には戻せません。")


class NothingToRedo(Refused):
    code, message = "nothing-to-redo", _("やり直せる操作はありません。")


class HasFaults(Refused):
    """`findings` say what is wrong."""

    code, message = "has-faults", _("直すところが{count}件あるため、起案できません。")

    def __init__(self, findings: list[Any]) -> None:
        super().__init__(count=len(findings))
        self.findings = findings


class ExamplesFail(Refused):
    code, message = "examples-fail", _("合格しない例が{count}件あるため、起案できません。")


class NoExamples(Refused):
    code, message = "no-examples", _("例がありません。「試しに記入する」から、1件以上作ってください。")


class InForceChanged(Refused):
    code, message = (
        "in-force-changed",
        _("この原稿の元になった版のあとで、別の版が公開されました。違いを確かめ、取り込んでから起案してください。"),
    )


class NothingChanged(Refused):
    code, message = "nothing-changed", _("公開中の内容から何も変わっていません。")


class DayPast(Refused):
    code, message = "day-past", _("公開する日は、今日以後の日にしてください。")


class TooLarge(Refused):
    code, message = "too-large", _("原稿が大きすぎます（1MBまで）。")
