from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused


class Unreadable(Refused):
    """The key was destroyed, is not at hand on this side, or does not fit the piece and its context."""

    code, message = "unreadable", _("このデータは消去されたか、ここでは開けません。")
