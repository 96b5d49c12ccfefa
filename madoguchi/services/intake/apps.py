from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "madoguchi.services.intake"
    label = "mado_intake"
    verbose_name = "受付管理"

    def ready(self) -> None:
        from madoguchi.city.public import definition_root, register_check
        from madoguchi.engines.people.public import register_scoped
        from madoguchi.services.intake import adapters, jobs, permissions  # noqa: F401
        from madoguchi.services.intake.checks import check_channel
        from madoguchi.services.intake.definitions import Channel
        from madoguchi.services.intake.desk import menu  # noqa: F401
        from madoguchi.services.intake.models import Parcel, Report

        definition_root("intake", "intake-channel", Channel)
        register_check("intake-channel", check_channel)
        register_scoped(Parcel, kind="parcel", purpose="casework")
        register_scoped(Report, kind="report", purpose="casework")
