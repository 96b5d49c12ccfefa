"""A real provider of OpenID Connect in a process of its own: the sign-in library's, with two people and two clients.

python -m tests.oidc.provider PORT FOLDER CALLBACK [CALLBACK …]; says "ready" when it listens. `/enter/NAME/` signs in there.
"""

import sys
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "madoguchi", "only-for-tests"
PEOPLE = {
    "hanako": {"mail": "hanako@idp.example", "groups": ["kodomo-staff"], "amr": ["pwd", "otp"]},
    "jiro": {"mail": "jiro@idp.example", "groups": [], "amr": ["pwd"], "acr": "urn:card"},
}


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


def pem() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    no_cipher = serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, no_cipher).decode()


def main(port: int, folder: Path, callbacks: list[str]) -> None:
    import django
    from django.conf import settings

    settings.configure(
        SECRET_KEY="only-for-tests-of-signing-in-elsewhere",
        ALLOWED_HOSTS=["127.0.0.1"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "idp.sqlite3")}},
        INSTALLED_APPS=[
            "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.messages",
            "allauth", "allauth.account", "allauth.idp.oidc",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
        ],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {
            "context_processors": ["django.template.context_processors.request"]}}],
        ROOT_URLCONF="tests.oidc.provider_urls",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        IDP_OIDC_PRIVATE_KEY=pem(),
        IDP_OIDC_ADAPTER="tests.oidc.provider_urls.Adapter",
        ISSUER=f"http://127.0.0.1:{port}",
    )  # fmt: skip
    django.setup()
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    call_command("migrate", verbosity=0, run_syncdb=True)
    _people(callbacks)
    with make_server("127.0.0.1", port, get_wsgi_application(), handler_class=Quiet) as server:
        print("ready", flush=True)
        server.serve_forever()


def _people(callbacks: list[str]) -> None:
    from allauth.account.models import EmailAddress
    from allauth.idp.oidc.models import Client
    from django.contrib.auth.models import User

    for name, person in PEOPLE.items():
        user = User.objects.create(username=name, email=person["mail"], first_name=name, last_name="見本")
        EmailAddress.objects.create(user=user, email=person["mail"], verified=True, primary=True)
    client = Client(id=CLIENT, name="Madoguchi", skip_consent=True, scopes="openid\nprofile\nemail")
    client.set_secret(SECRET)
    client.set_redirect_uris(callbacks)
    client.save()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
