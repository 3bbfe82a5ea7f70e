"""Settings, read from the environment: secure by default, and a bad value stops the start (kapintake/startup.py).

Every name may also be given as NAME_FILE, the path of a mounted secret. `DEMO=1` is the synthetic clinic: it makes
its own keys under var/ and can never be reached by accident, as production refuses its sample values (SK-1).
"""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from kapintake.alerts.crisis_numbers import CHECKED_ON, NATIONAL
from kapintake.startup import Environment, demo_keys, refuse_unsafe

env = Environment()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
VERSION = "1.0.0.dev0"

DEMO = env.bool("DEMO", default=False)
PRODUCTION = env.bool("PRODUCTION", default=False)  # says "patients are here"; the demo then refuses to start
DEBUG = env.bool("DEBUG", default=False)
HTTPS = env.bool("HTTPS", default=not DEMO)
ALLOW_SQLITE = env.bool("ALLOW_SQLITE", default=DEMO)
_keys = demo_keys(VAR_DIR) if DEMO else {}
SECRET_KEY = env.str("SECRET_KEY", default=_keys.get("SECRET_KEY", ""))
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
FIELD_KEYS = env.list("FIELD_KEYS", default=[_keys["FIELD_KEY"]] if DEMO else [])  # newest first, 64 hex digits each
INDEX_KEY = env.str("INDEX_KEY", default=_keys.get("INDEX_KEY", ""))
AUDIT_KEY = env.str("AUDIT_KEY", default=_keys.get("AUDIT_KEY", ""))
PORT = env.int("PORT", default=8000)
SITE_URL = env.str("SITE_URL", default=f"http://localhost:{PORT}" if DEMO else "")  # links in mails are built from it
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"] if DEMO else [])
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'kapintake.sqlite3'}")}
EMAIL_BACKEND = env.str(
    "EMAIL_BACKEND",
    default="django.core.mail.backends.filebased.EmailBackend" if DEMO else "django.core.mail.backends.smtp.EmailBackend",
)
EMAIL_FILE_PATH = str(VAR_DIR / "mail")
EMAIL_HOST = env.str("EMAIL_HOST", default="localhost")
EMAIL_PORT = env.int("EMAIL_PORT", default=25)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="messages@localhost")
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

refuse_unsafe(globals())
FIELD_KEYS = [bytes.fromhex(key) for key in FIELD_KEYS]
INDEX_KEY, AUDIT_KEY = bytes.fromhex(INDEX_KEY), bytes.fromhex(AUDIT_KEY)

ROOT_URLCONF = "kapintake.urls"
WSGI_APPLICATION = "kapintake.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "kapintake.audit", "kapintake.notifications", "kapintake.accounts", "kapintake.clinics", "kapintake.learning", "kapintake.patients",
    "kapintake.intake", "kapintake.assessments", "kapintake.alerts", "kapintake.reviews", "kapintake.treatment",
    "kapintake.privacy",
    *(["kapintake.demo"] if DEMO else []),
    "django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.messages",
    "django.contrib.humanize", "django.contrib.staticfiles", "allauth", "allauth.account", "allauth.mfa",
    "crispy_forms", "csp",
]  # fmt: skip
MIDDLEWARE = [
    "kapintake.middleware.OriginMiddleware",  # outermost: what a later one refuses still has an id and its headers
    "django.middleware.locale.LocaleMiddleware",  # before anything that may refuse a request in words
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kapintake.plain_input.PlainInputMiddleware",  # before anything reads the body or the database
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kapintake.middleware.AccessMiddleware",  # innermost: the one place that opens a page
]
CSRF_FAILURE_VIEW = "kapintake.error_pages.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # sealed, where a cookie is not
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kapintake.clinics.context.page_clinic",
                "kapintake.alerts.context.open_alert_banner",
                "kapintake.sitting.page_sitting",
                *(["kapintake.demo.context.demo"] if DEMO else []),
            ]
        },
    }
]
CRISPY_TEMPLATE_PACK = "kap"
CRISPY_ALLOWED_TEMPLATE_PACKS = ("kap",)

# --- databases -------------------------------------------------------------------------------------------------
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # One writer at a time, taken at the start of the transaction, and on the disk before we say "saved" (CO-1).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=600)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["OPTIONS"] = {"options": "-c statement_timeout=5s -c lock_timeout=2s -c idle_in_transaction_session_timeout=10s"}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # Django's 300 would forget the counters of failed sign-ins
    }
}

# --- sign-in ---------------------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
SESSION_ENGINE = "kapintake.accounts.sessions"
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
if TRUSTED_PROXY_COUNT:  # believed only when somebody said that a proxy of ours stands in front
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_AGE = None  # ends with the browser, as the others do: nothing of us stays on a shared phone
TABLET_COOKIE_NAME = "__Host-tablet" if HTTPS else "tablet"
SESSION_COOKIE_AGE = 24 * 3600  # of the row; the twelve hours below are measured by the middleware, which then knows whose form it keeps
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
IDLE_MINUTES = {"staff": 15, "patient": 30, "tablet": 10}  # a clinic's tablet goes from hand to hand
SESSION_HOURS = 12
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/home/"
ACCOUNT_ADAPTER = "kapintake.accounts.adapters.AccountAdapter"
MFA_ADAPTER = "kapintake.accounts.adapters.MFAAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]  # without a password a code is mailed each time
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "website"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True  # not CHANGE: only new accounts could, which would tell who is known
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_ENABLED = ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 600
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True  # a mail goes out either way, so that neither page nor time tells who is known (AN-7)
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/300s/key,20/1h/key"}
ACCOUNT_FORMS = {
    "login": "kapintake.accounts.forms.LoginForm",
    "signup": "kapintake.accounts.forms.SignupForm",
    "request_login_code": "kapintake.accounts.forms.RequestLoginCodeForm",
    "confirm_login_code": "kapintake.accounts.forms.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "kapintake.accounts.forms.ConfirmEmailVerificationCodeForm",
    "confirm_password_reset_code": "kapintake.accounts.forms.ConfirmPasswordResetCodeForm",
    "reset_password": "kapintake.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "kapintake.accounts.forms.ResetPasswordKeyForm",
    "set_password": "kapintake.accounts.forms.SetPasswordForm",
    "change_password": "kapintake.accounts.forms.ChangePasswordForm",
    "add_email": "kapintake.accounts.forms.AddEmailForm",
    "reauthenticate": "kapintake.accounts.forms.ReauthenticateForm",
}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "kapintake.accounts.passwords.PasswordPolicy", "OPTIONS": {"words_from": "kapintake.clinics.selectors.clinic_words"}},
]
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}  # asking for a challenge counts too; there is nothing to guess
MFA_TOTP_ISSUER = "Clinic"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "activate_totp": "kapintake.accounts.forms.ActivateTOTPForm",
    "authenticate": "kapintake.accounts.forms.AuthenticateForm",
    "reauthenticate": "kapintake.accounts.forms.SecondFactorAgainForm",
    "add_webauthn": "kapintake.accounts.passkeys.AddPasskeyForm",
    "login_webauthn": "kapintake.accounts.passkeys.PasskeySignInForm",
    "authenticate_webauthn": "kapintake.accounts.passkeys.PasskeyForm",
    "reauthenticate_webauthn": "kapintake.accounts.passkeys.PasskeyAgainForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT

# --- the browser -----------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"], "script-src": ["'self'"], "style-src": ["'self'"], "img-src": ["'self'"],
        "font-src": ["'self'"], "connect-src": ["'self'"], "form-action": ["'self'"], "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"], "object-src": ["'none'"], "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
    }
}  # fmt: skip
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$"]  # asked by the machine next door, in plain HTTP
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

# --- words, times, files ---------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
SPOKEN_LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]  # what a patient may prefer, and a consent be written in
LANGUAGES = SPOKEN_LANGUAGES  # what every page of patients is translated into: half a page in another language helps nobody
LANGUAGE_COOKIE_NAME = "__Host-language" if HTTPS else "language"  # without an age: it ends with the browser
LANGUAGE_COOKIE_SECURE, LANGUAGE_COOKIE_HTTPONLY, LANGUAGE_COOKIE_SAMESITE = HTTPS, True, "Lax"
FORMAT_MODULE_PATH = "kapintake.formats"  # dates and times as people in the US write them, in both languages
SCALE_FILES = env.list("SCALE_FILES", default=[])  # the owners' words of scales in other languages: docs/scales.md
LOCALE_PATHS = [BASE_DIR / "kapintake" / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = DEMO  # the demo serves files from where they lie; elsewhere `collectstatic` gives them hashed names
_STATIC = "django.contrib.staticfiles.storage.StaticFilesStorage" if DEMO else "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}, "staticfiles": {"BACKEND": _STATIC}}
CRISIS_NUMBERS, CRISIS_NUMBERS_CHECKED_ON = NATIONAL, CHECKED_ON  # look again within a year: alerts/crisis_numbers.py

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "kapintake.logs.PlainFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    # Django's own handlers would print and mail whole exceptions.
    "loggers": {name: {"handlers": [], "propagate": True} for name in ("django", "django.server")},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
