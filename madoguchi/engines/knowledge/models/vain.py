"""見つからなかった検索: what was looked for in vain, for editors. Words alone, a day and a count: nothing that tells of whom."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone


class SearchInVain(models.Model):
    """One row for the same words, language and day."""

    zone = Zone.PUBLIC
    words = models.CharField(_("探した言葉"), max_length=80)
    language = models.CharField(_("言語"), max_length=8)
    day = models.DateField(_("探した日"))
    times = models.PositiveIntegerField(_("回数"), default=1)

    class Meta:
        verbose_name = _("見つからなかった検索")
        constraints = [
            models.UniqueConstraint(name="one_row_of_words_a_day", fields=["day", "words", "language"]),
            models.CheckConstraint(name="searched_words_are_some", condition=~Q(words="")),
        ]

    def __str__(self) -> str:
        return f"{self.words} {self.day}"
