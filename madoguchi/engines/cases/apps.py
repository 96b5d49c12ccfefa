from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "madoguchi.engines.cases"
    label = "mado_cases"
    verbose_name = "案件"

    def ready(self) -> None:
        from madoguchi.city.public import definition_root, register_check, register_tester
        from madoguchi.engines.cases import (  # noqa: F401
            checks,
            examples,
            fields,
            findable,
            flow,
            jobs,
            permissions,
            protection,
            queries,
            staff,
            subscribers,
            telling,
            visits,
        )
        from madoguchi.engines.cases.crossing import applications, deeds, shown  # noqa: F401
        from madoguchi.engines.cases.definitions import Procedure
        from madoguchi.engines.cases.models import Application, Batch, Case, Memo, Message, Run, Tally
        from madoguchi.engines.cases.runs import sending
        from madoguchi.engines.cases.statistics import counting  # noqa: F401
        from madoguchi.engines.forms.public import join_form
        from madoguchi.engines.insight.public import register_process
        from madoguchi.engines.messages.public import LETTERS
        from madoguchi.engines.people.public import register_owned, register_persons, register_scoped

        definition_root("procedures", "procedure", Procedure)
        fields.register()
        findable.register()
        telling.register()
        join_form("procedure")
        register_check("procedure", checks.check_procedure)
        register_check("purpose", visits.check_purpose)
        register_tester("procedure", examples.run_examples_of)
        staff.declare()
        register_process(flow.CASES)
        register_scoped(Case, kind="case", fields="answers")
        register_persons("case", protection.persons_of_cases)
        register_owned("case", queries.own_cases, queries.owners_of_cases)
        register_scoped(Application, kind="application", fields="course")
        register_scoped(Batch, kind="batch")
        register_scoped(Run, kind="run")
        register_scoped(Tally, kind="tally")
        LETTERS.register(sending.SUBJECT, sending.letter)
        register_scoped(Memo, kind="memo", fields="contact")
        register_scoped(Message, kind="message")
