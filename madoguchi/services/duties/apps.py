from pathlib import Path

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

TYPST = Path(__file__).parent / "typst"


class DutiesConfig(AppConfig):
    name = "madoguchi.services.duties"
    label = "mado_duties"
    verbose_name = "記録と個人情報"

    def ready(self) -> None:
        from django.db.models import Q

        from madoguchi.city.public import definition_root, register_check
        from madoguchi.core.typesetting.public import register_template
        from madoguchi.engines.cases.public import lies_with_case
        from madoguchi.engines.people.public import register_scoped, stationed
        from madoguchi.services.duties import checks, events, permissions  # noqa: F401
        from madoguchi.services.duties.definitions import DataFile, Duties, NumberAffair
        from madoguchi.services.duties.desk import menu as desk_menu  # noqa: F401
        from madoguchi.services.duties.keeping import carry_out  # noqa: F401
        from madoguchi.services.duties.leaks import acting  # noqa: F401
        from madoguchi.services.duties.models import Assessment, Disposal, DisposalList, Leak, Preservation
        from madoguchi.services.duties.portal import menu  # noqa: F401
        from madoguchi.services.duties.register import crossing  # noqa: F401

        definition_root("duties.yaml", "duties", Duties)
        definition_root("personal-data-files", "personal-data-file", DataFile)
        definition_root("my-number-affairs", "my-number-affair", NumberAffair)
        register_check("duties", checks.check_duties)
        register_check("personal-data-file", checks.check_file)
        register_check("my-number-affair", checks.check_affair)
        for name in ("assessment", "leak"):
            register_template(f"duties/{name}", TYPST / f"{name}.typ")
        register_scoped(Preservation, kind="hold", purpose="records")
        lies_with_case(Preservation, _("保全"))
        register_scoped(DisposalList, kind="disposal-list", purpose="records")
        register_scoped(Disposal, kind="disposal", purpose="records")
        register_scoped(Assessment, kind="assessment", purpose="records")
        register_scoped(Leak, kind="leak", purpose="leak")
        stationed(Leak, _("漏えい等"), where=Q(closed_at=None))
