from django.apps import AppConfig


class RelayConfig(AppConfig):
    name = "madoguchi.core.relay"
    label = "mado_relay"
    verbose_name = "渡し"

    def ready(self) -> None:
        from madoguchi.core.events.public import OUTLETS
        from madoguchi.core.relay import checks, health, jobs, outgoing
        from madoguchi.core.zones import Zone, zone_here

        checks.register_checks()
        health.register()
        OUTLETS.append(outgoing.note_event)
        if zone_here() is not Zone.ALL:
            jobs.register()
