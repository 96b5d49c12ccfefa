from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "madoguchi.engines.messages"
    label = "mado_messages"
    verbose_name = "通知と配信"

    def ready(self) -> None:
        from madoguchi.engines.messages import jobs, letters, permissions, texts  # noqa: F401
        from madoguchi.engines.messages.channels import ways  # noqa: F401
