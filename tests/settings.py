"""The site's settings with fixed keys, fast hashing and mail in memory. SQLite unless DATABASE_URL says otherwise."""

import os
from pathlib import Path

os.environ.setdefault("DEMO", "1")
os.environ.setdefault("VAR_DIR", str(Path(__file__).resolve().parent.parent / "var" / "test"))
for _name in ("SECRET_KEY", "FIELD_KEYS", "INDEX_KEY", "AUDIT_KEY"):
    os.environ.setdefault(_name, __import__("hashlib").sha256(_name.encode()).hexdigest())

from kapintake.settings import *  # noqa: E402, F403  # the environment must be set first; settings are meant to be inherited whole

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
