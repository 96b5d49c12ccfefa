"""What a hook may ask for, in words; a kind that is not here can be read at /events, not subscribed to."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.core.registry import Registry

KINDS: Registry[str | Promise] = Registry("kinds of webhooks")
TRIAL = "webhooks.trial"

KINDS.register("documents.issued", _("文書を発行した"))
KINDS.register("documents.revoked", _("文書を取り消した"))
KINDS.register("city.published", _("手続などの定義を公開した"))
KINDS.register("city.retired", _("手続などの定義を終わらせた"))
