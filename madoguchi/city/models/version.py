"""Version: a definition at one moment, never changed afterwards."""

from typing import Any, ClassVar, Never

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from madoguchi.city.canonical import read_canonical, unpinned
from madoguchi.city.roots import Definition
from madoguchi.core.zones import Zone


class Source(models.TextChoices):
    FOLDER = "folder", _("フォルダー")
    DESK = "desk", _("職員画面")


def without_text(version: str = "version") -> tuple[str, str]:
    """For `defer`: rows that lead to a version don't carry its text (tens of kB each), which a process reads once."""
    return f"{version}__canonical", f"{version}__canonical_written"


class AppendOnly(models.QuerySet[Any]):
    """Rows are added, never changed."""

    def update(self, **values: Any) -> Never:
        raise TypeError(f"{self.model.__name__} is append-only")

    def delete(self) -> Never:
        raise TypeError(f"{self.model.__name__} is append-only")


class Version(models.Model):
    """版: named by the SHA-256 of `canonical`, its resolved form in RFC 8785.

    Cases, reservations and charges point at theirs for ever.
    """

    zone: ClassVar = Zone.ALL

    kind = models.CharField(_("種類"), max_length=40)
    code = models.CharField(_("コード"), max_length=60)
    sha256 = models.CharField("SHA-256", max_length=64)
    canonical = models.TextField(_("内容"))
    canonical_written = models.TextField(_("書かれたままの内容"), blank=True)
    source = models.CharField(_("出どころ"), max_length=8, choices=Source.choices)
    published_at = models.DateTimeField(_("公開日時"))
    by = models.CharField(_("公開した者"), max_length=80)

    objects = AppendOnly.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_version_a_sha256", fields=["kind", "code", "sha256"])]
        verbose_name = _("版")

    def __str__(self) -> str:
        return f"{self.kind} {self.code} {self.sha256[:8]}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("Version is append-only")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise TypeError("Version is append-only")

    @cached_property
    def body(self) -> dict[str, Any]:
        """The resolved definition, free maps in the order they were written in."""
        return unpinned(read_canonical(self.canonical))

    @cached_property
    def written(self) -> dict[str, Any]:
        """As its author wrote it: blocks not inlined."""
        return unpinned(read_canonical(self.canonical_written)) if self.canonical_written else self.body

    @cached_property
    def definition(self) -> Definition:
        """The definition as its room's model. Read once a process: a version never changes."""
        from madoguchi.city.reading import model_of

        return model_of(self)
