"""What the actions on drafts say when they will not."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import NotFound, Refused
from madoguchi.engines.forms.problems import Problem


class DraftClosed(Refused):
    code, message = "draft-closed", _("この下書きは、提出済みか、削除されているか、保存期限を過ぎています。")


class AlreadyHandedIn(Refused):
    code, message = "already-handed-in", _("この申請は、すでに提出されています。")


class NoSuchPage(NotFound):
    code, message = "no-such-page", _("このページは、今の回答ではたずねない項目です。")


class TooManyItems(Refused):
    code, message = (
        "too-many-items",
        _("この画面で入力できるのは{max}件までです。多い分は、窓口か電話でお知らせください。"),
    )


class StaleSave(Refused):
    """Somebody saved the page meanwhile. `mine` was not saved, `theirs` is what stands there now, at `revision`."""

    code, message = "stale-save", _("このページは、別の画面で先に保存されました。どちらの内容を残すか選んでください。")

    def __init__(self, *, mine: dict[str, Any], theirs: dict[str, Any] | None, revision: int) -> None:
        super().__init__()
        self.mine, self.theirs, self.revision = mine, theirs, revision


class NotReady(Refused):
    """There are problems that must be put right, or confirmed, before handing in."""

    code, message = "not-ready", _("まだ提出できません。入力内容をご確認ください。")

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        self.problems = problems


class NotConfirmed(Refused):
    code, message = "help-not-confirmed", _("手伝いの人が入力した内容を、ご本人が確認してから提出してください。")


class BadCode(Refused):
    code, message = "bad-code", _("コードが違うか、期限が切れています。大文字・小文字やハイフンの有無は問いません。")


class NotForHelper(Refused):
    code, message = "not-for-helper", _("この操作は、ご本人だけができます。")


class TooManyFiles(Refused):
    code, message = "too-many-files", _("ファイルは{max}個までです。")


class NoSuchSlot(NotFound):
    code, message = "no-such-slot", _("この書類は、今の回答では必要ありません。")


class ParkedGone(Refused):
    code, message = "parked-gone", _("お預かりした内容の保存期限（30分）が過ぎました。もう一度入力してください。")
