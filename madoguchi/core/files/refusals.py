"""Why a file is not taken, each with a sentence that says how to mend."""

from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused


class FileRefused(Refused):
    code, message = "file-refused", _("このファイルは受け取れません。")


class FileEmpty(FileRefused):
    code, message = "file-empty", _("ファイルの中身が空です。選んだファイルを確かめて、もう一度選んでください。")


class FileTooLarge(FileRefused):
    code, message = (
        "file-too-large",
        _("ファイルが大きすぎます。{limit}までです。画質を下げるか、分けて出してください。"),
    )


class TooManyFiles(FileRefused):
    code, message = (
        "file-too-many",
        _("ここに付けられるファイルは{limit}個までです。要らないものを外してから付けてください。"),
    )


class KindUnknown(FileRefused):
    code, message = (
        "file-kind-unknown",
        _("何のファイルか分かりません。{wanted}のどれかにして、もう一度選んでください。"),
    )


class KindNotTaken(FileRefused):
    code, message = "file-kind-not-taken", _("{found}はここでは受け取れません。{wanted}のどれかにしてください。")


class EndingMismatch(FileRefused):
    code = "file-ending-mismatch"
    message = _("名前の末尾は「.{ending}」ですが、中身は{found}です。もとのソフトで{found}として保存し直してください。")


class FileBroken(FileRefused):
    code = "file-broken"
    message = _("ファイルが壊れているか、途中までしかありません。開けるか確かめて、もう一度保存してから選んでください。")


class PictureTooLarge(FileRefused):
    code, message = "picture-too-large", _("写真の縦横が大きすぎます（{size}）。小さくするか、撮り直してください。")


class HtmlNotTaken(FileRefused):
    code = "html-not-taken"
    message = _("ウェブページ（HTML）は受け取れません。印刷の画面で「PDF に保存」して、その PDF を選んでください。")


class ActiveSvg(FileRefused):
    code = "svg-active"
    message = _("この図（SVG）には、開くと動く部分か外部への参照があります。PNG か PDF に書き出してください。")


class ActivePdf(FileRefused):
    code = "pdf-active"
    message = _("この PDF には、開くと動く部分（{what}）があります。「PDF として印刷」で作り直した PDF を選んでください。")


class PdfHasAttachment(FileRefused):
    code = "pdf-has-attachment"
    message = _("この PDF には別のファイルが埋め込まれています。取り出して、一つずつ付けてください。")


class PdfIsForm(FileRefused):
    code = "pdf-xfa"
    message = _("この PDF は特別な入力様式（XFA）です。「PDF として印刷」で作り直した PDF を選んでください。")


class PdfEncrypted(FileRefused):
    code = "pdf-encrypted"
    message = _("この PDF にはパスワードか制限がかかっています。外してから、もう一度選んでください。")


class PdfTooComplex(FileRefused):
    code = "pdf-too-complex"
    message = _("この PDF は部品が多すぎて確かめられません。「PDF として印刷」で作り直すか、分けてください。")


class TwoFilesInOne(FileRefused):
    code = "file-polyglot"
    message = _("このファイルには別の種類のデータがつながっています。もとのソフトで保存し直してください。")


class ArchiveTraversal(FileRefused):
    code = "archive-traversal"
    message = _("この圧縮ファイルには、決められた場所の外に書き込む名前があります。中のファイルを一つずつ付けてください。")


class ArchiveBomb(FileRefused):
    code = "archive-bomb"
    message = _("この圧縮ファイルは、開くと大きくなりすぎます。中のファイルを一つずつ付けてください。")


class ArchiveEncrypted(FileRefused):
    code = "archive-encrypted"
    message = _("この圧縮ファイルにはパスワードがかかっています。中のファイルを取り出して、一つずつ付けてください。")


class ArchiveNested(FileRefused):
    code = "archive-nested"
    message = _("圧縮ファイルの中に圧縮ファイルがあります。取り出して、一つずつ付けてください。")


class ArchiveHolds(FileRefused):
    code = "archive-holds-refused"
    message = _("圧縮ファイルの中に受け取れないファイルがあります。{why}")


class OfficeMacro(FileRefused):
    code = "office-macro"
    message = _("このファイルにはマクロか埋め込みの部品があります。マクロなし（.docx、.xlsx）か PDF で保存し直してください。")


class OfficeLegacy(FileRefused):
    code = "office-legacy"
    message = _("古い形式（.doc など）か、パスワード付きの Office ファイルです。.docx、.xlsx か PDF で保存し直してください。")


class OfficeExternal(FileRefused):
    code = "office-external"
    message = _("このファイルは、開くと外部のデータを読み込みます。リンクを解除するか、PDF で保存し直してください。")


class XmlEntities(FileRefused):
    code, message = "xml-entities", _("この XML には実体の宣言（DOCTYPE）があります。宣言を除いてください。")


class VirusFound(FileRefused):
    code = "virus-found"
    message = _("検査で危険なデータが見つかりました（{finding}）。このファイルは受け取れません。")


class ScannerAway(FileRefused):
    code = "scanner-away"
    message = _("いまファイルの検査ができません。しばらくしてから、もう一度選んでください。入力した内容は残っています。")
