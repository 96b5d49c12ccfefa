"""Settings of sign-in: passwords, mailed links, passkeys and second factors; two session cookies, one a face."""

from datetime import timedelta

from madoguchi.site import env

MADO_RESIDENT_SESSION = env.number("RESIDENT_SESSION", 720, "minutes after which residents sign in again")
MADO_RESIDENT_IDLE = env.number("RESIDENT_IDLE", 720, "minutes without a click after which residents sign in again")
MADO_STAFF_SESSION = env.number("STAFF_SESSION", 720, "minutes after which staff sign in again")
MADO_STAFF_IDLE = env.number("STAFF_IDLE", 30, "minutes without a click after which staff sign in again")
MADO_DESK_URLCONF = "madoguchi.site.desk_urls"
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("PROXIES", 0, "proxies in front that append to X-Forwarded-For, for limits by address")

MADO_OIDC = env.text("OIDC", "", "providers of OpenID Connect as a JSON list, see the operator's page about sign-in")

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]
PASSWORD_RESET_TIMEOUT = int(timedelta(hours=1).total_seconds())
SECRET_KEY_FALLBACKS = env.several("SECRET_KEY_FALLBACKS", "", "secret keys that were rotated out, comma separated")

# The portal's cookie also names the one of Django's own tools (the test client); the middleware knows both.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "mado_portal"
SESSION_COOKIE_AGE = MADO_RESIDENT_SESSION * 60
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "mado_csrf"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

ACCOUNT_ADAPTER = "madoguchi.faces.shell.signin.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_UNIQUE_EMAIL = True
# An account comes into being only by a link mailed to its address, so there is nothing left to verify at sign-in.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = int(timedelta(minutes=15).total_seconds())
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "request_login_code": "20/m/ip,3/m/key,20/d/key",
    "try_code": "30/m/ip",
    "oidc": "30/m/ip",
    "ask_delegation": "5/m/user,40/d/user",
    "reset_password": "20/m/ip,5/m/key,20/d/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
MFA_ADAPTER = "madoguchi.faces.shell.signin.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
