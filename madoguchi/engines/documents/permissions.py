"""Who may do what with documents. The rights are those of a post in the document's own section."""

from django.utils.translation import gettext_lazy as _

from madoguchi.engines.documents.models import Document, NameIssue
from madoguchi.engines.people.public import permission, register_scoped

permission("documents.see", _("文書を見る"), roles={"clerk", "chief"})
permission("documents.issue", _("文書を発行する"), roles={"clerk", "chief"})
permission("documents.revoke", _("文書の効力を失わせる"), roles={"chief"})
permission("documents.solve-names", _("外字待ちを解決する"), roles={"clerk", "chief"})
permission("documents.approve-substitute", _("代わりの字での印字を認める"), roles={"chief"})

register_scoped(Document, kind="document", purpose="casework", fields="document")
register_scoped(NameIssue, kind="name-issue", purpose="casework")
