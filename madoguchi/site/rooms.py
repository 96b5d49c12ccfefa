"""The rooms of the house in the order of its storeys, top to bottom, and what stands in every request's way."""

CORE = [
    "money", "text", "identifiers", "calendar", "events", "audit", "jobs", "sealing", "files", "once", "limits", "relay",
    "typesetting", "links",
]  # fmt: skip
ENGINES = ["cases", "booking", "approvals", "documents", "messages", "knowledge", "insight", "webhooks", "watch", "forms", "people"]
FACES = ["portal", "desk", "api", "shell"]
SERVICES = ["plan", "cards", "authoring", "duties", "intake", "handover"]
NO_SERVICE = "none"
"""Of `MADOGUCHI_SERVICES`: the house without any."""

LIBRARIES = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_tasks",
    "ninja",
]

MIDDLEWARE = [
    "madoguchi.faces.shell.middleware.head_without_body",
    "madoguchi.faces.shell.middleware.Headers",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "madoguchi.faces.portal.booking.middleware.Hall",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "madoguchi.faces.shell.middleware.LanguagePrefix",
    "madoguchi.faces.shell.signin.middleware.Sessions",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "madoguchi.faces.shell.signin.middleware.Acting",
    "madoguchi.faces.shell.limits.Limits",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

CONTEXT_PROCESSORS = [
    "django.template.context_processors.request",
    "django.template.context_processors.i18n",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "madoguchi.faces.shell.context.shell",
]

TEMPLATE_BUILTINS = [
    "django.templatetags.i18n",
    "django.templatetags.static",
    "madoguchi.faces.shell.templatetags.mado",
    "madoguchi.core.calendar.templatetags.mado_calendar",
    "madoguchi.core.money.templatetags.mado_money",
]


def installed(services: list[str], zone: str = "all") -> list[str]:
    """INSTALLED_APPS: faces, services that the city switched on, engines, city, core, libraries. On the public side no desk."""
    unknown = sorted(set(services) - {*SERVICES, NO_SERVICE})
    if unknown:
        raise SystemExit(f"MADOGUCHI_SERVICES: no service {', '.join(unknown)}; there are: {', '.join(SERVICES)}, or none")
    chosen = [name for name in SERVICES if not services or name in services]
    return [
        "madoguchi.site",
        *(f"madoguchi.faces.{name}" for name in FACES if (name, zone) != ("desk", "public")),
        *(f"madoguchi.services.{name}" for name in chosen),
        *(f"madoguchi.engines.{name}" for name in ENGINES),
        "madoguchi.city",
        *(f"madoguchi.core.{name}" for name in CORE),
        *LIBRARIES,
    ]
