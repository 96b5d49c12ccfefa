from django.apps import AppConfig


class CardsConfig(AppConfig):
    name = "madoguchi.services.cards"
    label = "mado_cards"
    verbose_name = "カードの更新"

    def ready(self) -> None:
        from madoguchi.city.public import definition_root, register_check
        from madoguchi.core.links.public import register_link
        from madoguchi.engines.people.public import register_scoped
        from madoguchi.services.cards import jobs, permissions, texts  # noqa: F401
        from madoguchi.services.cards.checks import check_cards
        from madoguchi.services.cards.definitions import CardRules
        from madoguchi.services.cards.desk import menu  # noqa: F401
        from madoguchi.services.cards.models import Renewal
        from madoguchi.services.cards.portal import own  # noqa: F401

        definition_root("cards.yaml", "cards", CardRules)
        register_check("cards", check_cards)
        register_scoped(Renewal, kind="card-renewal")
        register_link("card-renewal", lambda token: f"/cards/{token}/")
