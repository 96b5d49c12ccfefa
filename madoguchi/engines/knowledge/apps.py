from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "madoguchi.engines.knowledge"
    label = "mado_knowledge"
    verbose_name = "知識"

    def ready(self) -> None:
        from madoguchi.city.public import definition_root, register_check
        from madoguchi.engines.knowledge import checks, jobs, own, paths, permissions  # noqa: F401
        from madoguchi.engines.knowledge.definitions.crisis import Crisis
        from madoguchi.engines.knowledge.definitions.saying import Sayings, Synonyms
        from madoguchi.engines.knowledge.definitions.topic import Topic
        from madoguchi.engines.knowledge.models import Checklist
        from madoguchi.engines.people.public import register_scoped

        definition_root("topics", "topic", Topic)
        definition_root("words-sayings", "sayings", Sayings)
        definition_root("words-synonyms", "synonyms", Synonyms)
        definition_root("words-crisis", "crisis", Crisis)
        register_check("topic", checks.check_topic)
        register_check("sayings", checks.check_sayings)
        register_check("crisis", checks.check_crisis)
        register_check("life-event", paths.check_path)
        register_scoped(Checklist, kind="checklist")
        own.register()
