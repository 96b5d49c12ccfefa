from pathlib import Path

from django.apps import AppConfig

TYPST = Path(__file__).parent / "typst"


class PlanConfig(AppConfig):
    name = "madoguchi.services.plan"
    label = "mado_plan"
    verbose_name = "計画"

    def ready(self) -> None:
        from madoguchi.city.public import definition_root, register_check
        from madoguchi.core.typesetting.public import register_template
        from madoguchi.engines.people.public import register_scoped
        from madoguchi.services.plan import checks, events, findable, jobs, permissions  # noqa: F401
        from madoguchi.services.plan.actions import agree  # noqa: F401
        from madoguchi.services.plan.definitions.chronology import Chronology
        from madoguchi.services.plan.definitions.edition import Edition
        from madoguchi.services.plan.definitions.logic import Logic
        from madoguchi.services.plan.definitions.measure import Measure
        from madoguchi.services.plan.definitions.plan import Plan
        from madoguchi.services.plan.definitions.source import Source
        from madoguchi.services.plan.desk import menu as desk_menu  # noqa: F401
        from madoguchi.services.plan.models import Evaluation, FollowUp, Meeting, Outcome, Report, Task
        from madoguchi.services.plan.portal import menu  # noqa: F401

        definition_root("plan/plan.yaml", "plan", Plan)
        definition_root("plan/chronology.yaml", "plan-chronology", Chronology)
        definition_root("plan/source.yaml", "plan-source", Source)
        definition_root("plan/editions", "plan-edition", Edition)
        definition_root("plan/measures", "plan-measure", Measure)
        definition_root("plan/logic", "plan-logic", Logic)
        register_check("plan-logic", checks.check_logic)
        findable.register()
        register_check("plan", checks.check_plan)
        register_check("plan-measure", checks.check_measure)
        register_check("plan-edition", checks.check_edition)
        for name in ("whole", "changes", "board"):
            register_template(f"plan/{name}", TYPST / f"{name}.typ")
        for model in (Evaluation, FollowUp, Meeting, Outcome, Report, Task):
            register_scoped(model, kind=f"plan-{model.__name__.lower()}")
