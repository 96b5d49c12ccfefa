from django.apps import AppConfig


class FormsConfig(AppConfig):
    name = "madoguchi.engines.forms"
    label = "mado_forms"
    verbose_name = "様式"

    def ready(self) -> None:
        from madoguchi.engines.forms import events, jobs, joining, prefill, printing, rights  # noqa: F401

        rights.declare()
        prefill.register_own()
        printing.register()
        joining.join()
