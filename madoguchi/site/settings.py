"""Settings: every one that an operator may change is a `MADOGUCHI_*` variable (docs/operator/settings.md)."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from madoguchi import __version__
from madoguchi.site import env, rooms
from madoguchi.site.database import database

BASE_DIR = Path(__file__).resolve().parents[2]
RELEASE = __version__

# Where things lie
MADO_HOME = Path(env.text("HOME", str(BASE_DIR / "var"), "folder of all data: database, files, keys of the demo")).absolute()
MADO_CITY = Path(env.text("CITY", str(BASE_DIR / "cities" / "urayasu"), "the city's folder of definitions"))
MADO_ZONE = env.choice("ZONE", "all", ("all", "public", "office"), "side of the network split this process serves")
MADO_DEMO = env.flag("DEMO", False, "demo: says so on every page, keeps robots out, may use sample secrets")
MADO_ADDRESS = env.text("ADDRESS", "http://localhost:8000", "public address, for links in mails and QR codes")
MADO_FONT_DIRS = env.several("FONTS", "", "folders with further fonts for printing, comma separated")
DATABASE_ROUTERS = ["madoguchi.core.relay.guard.OfficeTablesStayEmpty"] if MADO_ZONE == "public" else []
DATABASES = {"default": database(env.text("DATABASE", f"sqlite:///{MADO_HOME}/madoguchi.sqlite3", "database address"))}

# Secrets. Outside the demo the start-up check refuses the samples.
SECRET_KEY = env.text("SECRET_KEY", "sample-secret-key-only-for-demo-and-tests", "Django's secret key")
MADO_KEYS = env.text("KEYS", "", "key ring: name:base64,name:base64 – first seals, all open")
MADO_OFFICE_KEY = env.text("OFFICE_KEY", "", "office's private key (X25519, base64), office side only")
MADO_OFFICE_PUBLIC_KEY = env.text("OFFICE_PUBLIC_KEY", "", "office's public key (X25519, base64), public side")

MADO_RUSH = env.number("RUSH", 120, "people a second let in to booking in a rush, at most; 0: nobody ever queues")
ONE_PLAYS_ALL = 60_000 if MADO_DEMO else None  # in the demo one machine is the whole city
MADO_API_PER_TOKEN = env.number(
    "API_PER_TOKEN",
    1200,
    "requests a minute at the API that a system's key admits; 0: no limit; the demo: 60000",
    unsaid=ONE_PLAYS_ALL,
)
MADO_API_PER_ADDRESS = env.number(
    "API_PER_ADDRESS",
    300,
    "requests a minute at the API that an address without a key, or an account, has; 0: no limit; the demo: 60000",
    unsaid=ONE_PLAYS_ALL,
)
MADO_WEBHOOK_NETWORKS = env.several(
    "WEBHOOK_NETWORKS", "", "private networks that webhooks may go to, without TLS too, e.g. 10.1.0.0/16; none: public ones alone"
)
# My Number card. The demo has an authority of its own; a city names the official roots and whom it may ask.
TEST_CARDS = MADO_HOME / "testcards"
MADO_CARD_TRUST = env.text("CARD_TRUST", "", "folder of the roots that My Number cards are judged by, with trust.json") or (
    str(TEST_CARDS / "trust") if MADO_DEMO else ""
)
MADO_CARD_APP = env.text("CARD_APP", "", "address of the programme that signs with a card: takes a form, sends one back") or (
    "/demo/card/" if MADO_DEMO else ""
)
MADO_CARD_REVOCATION = env.text("CARD_REVOCATION", "", "who is asked about revoked cards: none, crl:FOLDER or ocsp:ADDRESS") or (
    f"crl:{TEST_CARDS / 'crl'}" if MADO_DEMO else "none"
)
# The relay between the two sides (docs/operator/zones.md). The office side alone has an address to call.
MADO_RELAY_ADDRESS = env.text("RELAY_ADDRESS", "", "office side: https address of the public side, which it calls")
MADO_RELAY_SIGN_KEY = env.text("RELAY_SIGN_KEY", "", "this side's private key for signing (Ed25519, base64)")
MADO_RELAY_PEER_SIGN_KEY = env.text("RELAY_PEER_SIGN_KEY", "", "the other side's public keys for signatures, comma separated")
MADO_RELAY_SEAL_KEY = env.text("RELAY_SEAL_KEY", "", "public side: its private keys for opening (X25519), the first is today's")
MADO_RELAY_PEER_SEAL_KEY = env.text("RELAY_PEER_SEAL_KEY", "", "office side: the public side's public key for sealing (X25519)")
MADO_RELAY_SECONDS = env.number("RELAY_SECONDS", 5, "office side: seconds between two calls")
MADO_RELAY_WORD_SECONDS = env.number("RELAY_WORD_SECONDS", 600, "public side: for how long the office's last word counts")

MADO_CLAMAV = env.text("CLAMAV", "", "virus scanner: unix:/path/of/clamd.ctl or tcp:host:3310")

MADO_INTAKE_WATCH = env.text(
    "INTAKE_WATCH", "", "office side: folder with one folder a channel into which other systems lay applications"
)
MADO_INTAKE_OUT = env.text("INTAKE_OUT", "", "office side: folder into which the states of such applications are laid out")

DEBUG = env.flag("DEBUG", False, "developer's tracebacks; never in service")
ALLOWED_HOSTS = env.several("HOSTS", "localhost,127.0.0.1,[::1],testserver", "host names served")
CSRF_TRUSTED_ORIGINS = env.several("ORIGINS", "", "trusted origins behind a proxy, e.g. https://example.jp")
MADO_HTTPS = env.flag("HTTPS", False, "served over https: secure cookies, HSTS")
if env.flag("PROXY", False, "behind a proxy that sets X-Forwarded-Proto"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000 if MADO_HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = MADO_HTTPS
SESSION_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "madoguchi.faces.shell.errors.csrf_failed"

INSTALLED_APPS = rooms.installed(
    env.several("SERVICES", "", "services switched on, comma separated; none: the house alone"), MADO_ZONE
)
MIDDLEWARE = rooms.MIDDLEWARE
ROOT_URLCONF = "madoguchi.site.urls"
WSGI_APPLICATION = "madoguchi.site.wsgi.application"
AUTH_USER_MODEL = "mado_people.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "madoguchi" / "faces" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": rooms.CONTEXT_PROCESSORS, "builtins": rooms.TEMPLATE_BUILTINS},
    }
]

# Language and time: Japanese first, one clock
LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", "日本語"), ("ja-easy", _("やさしい日本語")), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "madoguchi" / "locale"]
TIME_ZONE = "Asia/Tokyo"
USE_TZ = USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = MADO_HOME / "static"
STATICFILES_DIRS = [BASE_DIR / "madoguchi" / "faces" / "static"]
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG or MADO_DEMO
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

TASKS = {"default": {"BACKEND": env.text("JOBS", "madoguchi.core.jobs.backend.LeaseBackend", "engine of the jobs")}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "mado_cache"}}
if redis := env.text("REDIS", "", "redis://… for cache and limits; without it the database serves"):
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": redis}}
EMAIL_BACKEND = "madoguchi.engines.messages.backend.OutboxBackend"
MADO_SMTP = env.text("SMTP", "", "mail server: smtp://, smtps:// or smtp+starttls://user:password@host:port; without it the outbox")
MADO_DELIVERY_LEASE = env.number("DELIVERY_LEASE", 120, "seconds after which a delivery that nobody finished is uncertain")
MADO_SEARCHES_KEPT = env.number("SEARCHES_KEPT", 30, "days for which words looked for in vain are kept; 0: never noted")
MADO_EMBED = env.several("EMBED", "", "sites that may embed finder and calendars: https://www.city.example.jp, …; * for any")
MADO_SMALL_COUNTS = env.number("SMALL_COUNTS", 10, "counts above 0 and below this are not published (they could point at persons)")
MADO_AUDIT_ANCHORS = env.text("AUDIT_ANCHORS", "", "file for each day's end of the audit chain; without it in the home folder")
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "madoguchi@example.invalid", "sender of mails")

from madoguchi.site.signin import *  # noqa: E402,F403  sign-in: allauth, passwords, sessions
from madoguchi.site.watch import *  # noqa: E402,F403  logs and content security policy
