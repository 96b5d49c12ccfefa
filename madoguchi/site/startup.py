"""What a serving process makes sure of before it serves."""

from django.conf import settings

SAMPLE = "sample-"


class SampleSecret(SystemExit):
    """A process outside the demo was about to serve with a secret that everybody knows."""


def refuse_test_roots() -> None:
    """Stop where a real city's trust store would believe a test authority."""
    from madoguchi.engines.people.public import BadTrust, trust_store

    if settings.MADO_DEMO:
        return
    try:
        found = trust_store().tests
    except BadTrust as wrong:
        raise SampleSecret(f"MADOGUCHI_CARD_TRUST: {wrong}") from None
    if found:
        raise SampleSecret(
            f"MADOGUCHI_CARD_TRUST にテスト用の認証局かポリシーがあります: {', '.join(found)}。運用では使えません。\n"
            "MADOGUCHI_CARD_TRUST trusts test roots or test policies. Take them out of trust.json."
        )


def refuse_samples() -> None:
    """Stop unless the secrets are the city's own; the demo may keep the samples."""
    if settings.MADO_DEMO:
        return
    if settings.SECRET_KEY.startswith(SAMPLE) or len(settings.SECRET_KEY) < 40:
        raise SampleSecret(
            "MADOGUCHI_SECRET_KEY は見本のままか、短すぎます。40文字以上の値を設定してください。\n"
            "MADOGUCHI_SECRET_KEY is the sample or too short. Make one of your own:\n"
            '  python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
        )
    if settings.DEBUG:
        raise SampleSecret("MADOGUCHI_DEBUG=1 は運用では使えません。 MADOGUCHI_DEBUG=1 is not for service.")
