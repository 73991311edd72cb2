"""Django's settings. Everything that differs between systems comes from the environment, through env.py."""

from pathlib import Path

from . import env

ROOT = Path(__file__).resolve().parents[2]
HOME = env.home()
INSTANCE = env.instance()

# -- database ---------------------------------------------------------------------------------------------------------
# The application's own role reads and writes; the owner's role migrates, and nothing else.
AS_OWNER = env.flag("HOLDFAST_AS_OWNER")
_APP = env.Database(env.text("DATABASE_URL", "postgresql://holdfast_app@/holdfast"))
_OWNER = env.Database(env.text("DATABASE_OWNER_URL") or _APP.url)
APP_ROLE = _APP.role
OWNER_ROLE = _OWNER.role
OWNER_URL = _OWNER.url
# Nobody signs in as this one: it owns the one function that removes what two people agreed to remove.
DISPOSAL_ROLE = env.disposal_role(APP_ROLE)
EMBEDDED = env.flag("HOLDFAST_EMBEDDED")
DATABASES = {"default": (_OWNER if AS_OWNER else _APP).django()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- applications -----------------------------------------------------------------------------------------------------
HOLDFAST_APPS = [
    "holdfast.kernel",
    "holdfast.audit",
    "holdfast.partnership",
    "holdfast.access",
    "holdfast.records",
    "holdfast.documents",
    "holdfast.comms",
    "holdfast.work",
    "holdfast.disclosure",
    "holdfast.referrals",
    "holdfast.missing",
    "holdfast.meetings",
    "holdfast.plans",
    "holdfast.screening",
    "holdfast.keeping",
    "holdfast.journeys",
    "holdfast.insight",
    "holdfast.ui",
    "holdfast.desk",
    "holdfast.portal",
    "holdfast.demonstration",
    "holdfast.config",
]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "procrastinate.contrib.django",
    *HOLDFAST_APPS,
]
MIDDLEWARE = [
    "holdfast.config.middleware.RequestIdMiddleware",
    "holdfast.config.middleware.PermissionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "holdfast.config.middleware.SizeMiddleware",
    "holdfast.config.middleware.HealthMiddleware",
    "holdfast.config.middleware.OneTransactionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "holdfast.config.middleware.ViewerMiddleware",
    "holdfast.config.middleware.PolicyMiddleware",
    "holdfast.config.reads.ReadsMiddleware",
    "holdfast.config.middleware.SentencesMiddleware",
]
ROOT_URLCONF = "holdfast.config.urls"
WSGI_APPLICATION = "holdfast.config.wsgi.application"
SILENCED_SYSTEM_CHECKS: list[str] = []

# -- pages ------------------------------------------------------------------------------------------------------------
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "holdfast.ui.environment.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "holdfast.desk.shell.shell",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.Jinja2"
STATIC_URL = "/static/"
STATIC_ROOT = env.text("HOLDFAST_STATIC_ROOT") or str(ROOT / "build" / "collected")
STATICFILES_DIRS = [path for path in [ROOT / "build" / "static"] if path.is_dir()]
DEBUG = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if not env.flag("HOLDFAST_PLAIN_STATIC")
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False  # no other site reads them
WHITENOISE_MANIFEST_STRICT = False

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
LOCALE_PATHS: list[str] = []

# -- safety -----------------------------------------------------------------------------------------------------------
SECRET_KEY = env.secret("HOLDFAST_SECRET_KEY", "HOLDFAST_SECRET_KEY_FILE", unset="unset-" + INSTANCE)
SECRET_KEY_IS_SET = not SECRET_KEY.startswith("unset-")
ALLOWED_HOSTS = env.words("HOLDFAST_HOSTS") or ["127.0.0.1", "localhost", "[::1]"]
HTTPS = env.flag("HOLDFAST_HTTPS")
TRUST_PROXY = env.flag("HOLDFAST_TRUST_PROXY")
if TRUST_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    USE_X_FORWARDED_HOST = True
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if HTTPS and "*" not in host]
SESSION_COOKIE_NAME = f"holdfast_{INSTANCE}_session"
CSRF_COOKIE_NAME = f"holdfast_{INSTANCE}_csrf"
LANGUAGE_COOKIE_NAME = f"holdfast_{INSTANCE}_language"
DRAFT_COOKIE_NAME = f"holdfast_{INSTANCE}_draft"
SHOWING_COOKIE_NAME = f"holdfast_{INSTANCE}_showing"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# How long a browser is known at all; when somebody is signed out is the partnership's setting (sessions.idle, sessions.absolute).
SESSION_COOKIE_AGE = 48 * 60 * 60
SESSION_ENGINE = "holdfast.access.sessions"
CSRF_FAILURE_VIEW = "holdfast.config.rescue.form_expired"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
# What no page of ours uses, no page may ask the browser for; passkeys are not among it.
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "fullscreen",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)
# The organisation's own sign-in (OpenID Connect), where there is one: bin/holdfast doctor says what is missing.
OIDC_ISSUER = env.text("HOLDFAST_OIDC_ISSUER")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        # A browser holds a form to this also when it is sent on, as signing in with one's organisation is.
        "form-action": ["'self'", *env.origin(OIDC_ISSUER)],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

# -- accounts ---------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["holdfast.desk.accounts.backend.Accounts"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "holdfast.desk.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# Attempts are counted by the visitor's address, which only a trusted proxy may say.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if TRUST_PROXY else 0
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# A whole council may stand behind one address and sign in at nine; whoever guesses is stopped by the tries that fail.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/m/key",
    "family_link": "60/m/ip",
}
# Partners who only refer get a code by e-mail where others have a second step of their own.
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_RESEND_COUNT = 2
MFA_ADAPTER = "holdfast.desk.accounts.second_step.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["recovery_codes", "totp", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Holdfast"
# A telephone's clock may be half a minute out.
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
# A whole office may stand behind one address; a passkey cannot be guessed.
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
SOCIALACCOUNT_ADAPTER = "holdfast.desk.accounts.elsewhere.OrganisationAdapter"
SOCIALACCOUNT_PROVIDERS = env.openid_apps(
    OIDC_ISSUER,
    env.text("HOLDFAST_OIDC_CLIENT"),
    env.secret("HOLDFAST_OIDC_SECRET", "HOLDFAST_OIDC_SECRET_FILE"),
    env.text("HOLDFAST_OIDC_NAME", "your organisation"),
)
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_STORE_TOKENS = False
# Which words of the token's `amr` count as a second step ("mfa" for Entra ID); none unless somebody decided it.
OIDC_SECOND_STEPS = env.words("HOLDFAST_OIDC_SECOND_STEPS")
# Whether the issuer answers for its addresses though it does not say "email_verified": so for an Entra ID tenant of one's own.
OIDC_ANSWERS_FOR_ADDRESSES = env.flag("HOLDFAST_OIDC_ANSWERS_FOR_ADDRESSES")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
    }
}

# -- messages, files, jobs --------------------------------------------------------------------------------------------
EMAIL_HOST = env.text("HOLDFAST_MAIL_HOST")
EMAIL_PORT = int(env.text("HOLDFAST_MAIL_PORT", "25"))
EMAIL_HOST_USER = env.text("HOLDFAST_MAIL_USER")
EMAIL_HOST_PASSWORD = env.secret("HOLDFAST_MAIL_PASSWORD", "HOLDFAST_MAIL_PASSWORD_FILE")
EMAIL_USE_TLS = env.flag("HOLDFAST_MAIL_TLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("HOLDFAST_MAIL_FROM", "holdfast@localhost")
MAIL_CONFIGURED = bool(EMAIL_HOST)
EMAIL_BACKEND = "holdfast.comms.channels.email.DjangoBackend"
# Text messages through GOV.UK Notify: its key, and the one template there whose words are its field "message".
NOTIFY_KEY = env.secret("HOLDFAST_NOTIFY_KEY", "HOLDFAST_NOTIFY_KEY_FILE")
NOTIFY_TEXT_TEMPLATE = env.text("HOLDFAST_NOTIFY_TEXT_TEMPLATE")
NOTIFY_TEXT_SENDER = env.text("HOLDFAST_NOTIFY_TEXT_SENDER")
NOTIFY_URL = env.text("HOLDFAST_NOTIFY_URL", "https://api.notifications.service.gov.uk")
# WhatsApp through Meta's Cloud API: a token, the sender's number as Meta names it, the one template whose body is one variable.
WHATSAPP_TOKEN = env.secret("HOLDFAST_WHATSAPP_TOKEN", "HOLDFAST_WHATSAPP_TOKEN_FILE")
WHATSAPP_NUMBER_ID = env.text("HOLDFAST_WHATSAPP_NUMBER_ID")
WHATSAPP_TEMPLATE = env.text("HOLDFAST_WHATSAPP_TEMPLATE")
WHATSAPP_LANGUAGE = env.text("HOLDFAST_WHATSAPP_LANGUAGE", "en_GB")
WHATSAPP_URL = env.text("HOLDFAST_WHATSAPP_URL", "https://graph.facebook.com/v23.0")
PUBLIC_URL = env.text("HOLDFAST_PUBLIC_URL")

# -- meeting from elsewhere: what is not set is not offered, and a link made elsewhere can always be pasted ----------------
JITSI_URL = env.text("HOLDFAST_JITSI_URL")
JITSI_APP = env.text("HOLDFAST_JITSI_APP")
JITSI_SECRET = env.secret("HOLDFAST_JITSI_SECRET", "HOLDFAST_JITSI_SECRET_FILE")
WEBEX_TOKEN = env.secret("HOLDFAST_WEBEX_TOKEN", "HOLDFAST_WEBEX_TOKEN_FILE")
WEBEX_URL = env.text("HOLDFAST_WEBEX_URL", "https://webexapis.com/v1")
TEAMS_TENANT = env.text("HOLDFAST_TEAMS_TENANT")
TEAMS_CLIENT = env.text("HOLDFAST_TEAMS_CLIENT")
TEAMS_SECRET = env.secret("HOLDFAST_TEAMS_SECRET", "HOLDFAST_TEAMS_SECRET_FILE")
TEAMS_ORGANISER = env.text("HOLDFAST_TEAMS_ORGANISER")
TEAMS_LOGIN_URL = env.text("HOLDFAST_TEAMS_LOGIN_URL", "https://login.microsoftonline.com")
TEAMS_GRAPH_URL = env.text("HOLDFAST_TEAMS_GRAPH_URL", "https://graph.microsoft.com")
# The daily pack of trigger plans for when Holdfast is down: where it lies, and the passphrase that those who may open it have.
PACKS_DIR = Path(env.text("HOLDFAST_PACKS_DIR") or HOME / "packs")
PACK_PASSPHRASE_FILE = Path(env.text("HOLDFAST_PACK_PASSPHRASE_FILE") or HOME / "keys" / "pack.passphrase")
FILES_DIR = Path(env.text("HOLDFAST_FILES_DIR") or HOME / "files")
FILES_KEY = env.secret("HOLDFAST_FILES_KEY", "HOLDFAST_FILES_KEY_FILE")
# Where the keys are read again when they were changed; None where a variable holds them.
FILES_KEY_FILE = Path(env.text("HOLDFAST_FILES_KEY_FILE")) if env.named_by_file("HOLDFAST_FILES_KEY") else None
CLAMD = env.text("HOLDFAST_CLAMD")
CLAMD_SECONDS = 30.0
FILE_SIZE_LIMIT = 20 * 1024 * 1024
# One file and the words of the form around it.
MOST_SENT = FILE_SIZE_LIMIT + 5 * 1024 * 1024
AUDIT_CHECKPOINTS = Path(
    env.text("HOLDFAST_AUDIT_CHECKPOINTS") or HOME / "audit" / f"checkpoints-{DATABASES['default']['NAME']}.jsonl"
)
AUDIT_KEY_FILE = Path(env.text("HOLDFAST_AUDIT_KEY_FILE") or HOME / "keys" / "audit.key")
PROCRASTINATE_ON_APP_READY = "holdfast.config.jobs.on_app_ready"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
# Several at once, so that a slow message holds back neither the ladder nor the audit's seals; jobs that went well leave no row.
PROCRASTINATE_WORKER_DEFAULTS = {"concurrency": 4, "delete_jobs": "successful"}

# -- logs -------------------------------------------------------------------------------------------------------------
LOGGING_CONFIG = None
LOG_LEVEL = env.text("HOLDFAST_LOG_LEVEL", "INFO")
