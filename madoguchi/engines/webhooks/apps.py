from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "madoguchi.engines.webhooks"
    label = "mado_webhooks"
    verbose_name = "知らせ先"

    def ready(self) -> None:
        from madoguchi.engines.webhooks import health, jobs, subjects  # noqa: F401
