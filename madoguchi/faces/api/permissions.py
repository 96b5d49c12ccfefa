"""What another system may be allowed to do at the API alone."""

from django.utils.translation import gettext_lazy as _

from madoguchi.engines.people.public import permission

permission("events.read", _("所属の出来事を続けて受け取る"), roles={"machine"})
