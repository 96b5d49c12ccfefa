"""検証の結果を言葉で: each step in a sentence of both languages, for the command line and the desk."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.engines.people.card.verifying import Result, State, Step

STEPS: dict[Step, str | Promise] = {
    Step.DIGEST: _("署名の対象は、この申請の内容そのものか"),
    Step.SIGNATURE: _("証明書の鍵で作られた署名か"),
    Step.CHAIN: _("信頼する認証局が発行した証明書か"),
    Step.VALIDITY: _("届いたとき、有効期間の中だったか"),
    Step.USAGE: _("署名用の電子証明書か"),
    Step.REAL: _("テスト用の証明書ではないか"),
    Step.REVOCATION: _("失効していなかったか"),
    Step.FACTS: _("証明書の氏名・生年月日・住所は、申請と合うか"),
    Step.SUBSTITUTES: _("代替文字（本来と違う字）はないか"),
    Step.EVIDENCE: _("証拠はそろっているか"),
}
RESULTS: dict[Result, str | Promise] = {
    Result.PASSED: _("はい"),
    Result.FAILED: _("いいえ"),
    Result.OPEN: _("確かめていません"),
    Result.LOOK: _("職員が見比べてください"),
    Result.TEST: _("テスト用です（デモでだけ受け取ります）"),
    Result.SKIPPED: _("前の段階で止まりました"),
}
STATES: dict[State, str | Promise] = {
    State.VALID: _("有効"),
    State.UNCONFIRMED: _("失効の確認がまだ（有効とは言えません）"),
    State.INVALID: _("無効"),
}
ENGLISH = {
    Step.DIGEST: "made over exactly these bytes",
    Step.SIGNATURE: "made with the certificate's key",
    Step.CHAIN: "issued by a trusted root",
    Step.VALIDITY: "within its validity on arrival",
    Step.USAGE: "a certificate for signing",
    Step.REAL: "no test certificate",
    Step.REVOCATION: "not revoked",
    Step.FACTS: "facts fit the form",
    Step.SUBSTITUTES: "no substituted letters",
    Step.EVIDENCE: "evidence complete",
}
