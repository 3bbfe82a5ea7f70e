"""What must hold before the site starts: production refuses unsafe settings, one plain line for each reason (SK-1).

What only the database knows (migrations, triggers, roles, default accounts) is asked by kapintake/doctor.py.
"""

import secrets
import sys
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

KEY_NAMES = ("SECRET_KEY", "FIELD_KEY", "INDEX_KEY", "AUDIT_KEY")
TRUE, FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off", "")
SHORTEST_SECRET = 40
SAMPLE_WORDS = ("insecure", "changeme", "change-me", "sample", "example", "secret-key", "your-", "password", "replace")
MAIL_THAT_GOES_NOWHERE = ("console", "filebased", "dummy", "locmem")
NAUGHT: Any = object()


def refuse(reasons: list[str]) -> NoReturn:
    """Stop with exit code 2 and one line a reason."""
    sys.stderr.write("".join(f"kapintake does not start: {reason}\n" for reason in reasons))
    raise SystemExit(2)


class Environment(environ.FileAwareEnv):
    """Settings from NAME, or the file that NAME_FILE names. A value that is no such thing stops the start and is named."""

    def str(self, var: Any, default: Any = NAUGHT, multiline: bool = False) -> Any:
        try:
            value = super().str(var, default="" if default is NAUGHT else default, multiline=multiline)
        except (OSError, ValueError, ImproperlyConfigured):
            refuse([f"{var}_FILE names a file that cannot be read."])
        return value.strip() if isinstance(value, str) else value

    def bool(self, var: Any, default: Any = NAUGHT) -> Any:
        value = self.str(var, default="")
        if value == "":
            return False if default is NAUGHT else default
        if value.lower() in TRUE:
            return True
        if value.lower() in FALSE:
            return False
        refuse([f'{var} is "{value}"; write 1 or 0.'])

    def int(self, var: Any, default: Any = NAUGHT) -> Any:
        value = self.str(var, default="")
        if value == "" and default is not NAUGHT:
            return default
        if not (value.isascii() and value.isdigit()) or len(value) > 9:
            refuse([f'{var} is "{value}"; write a whole number.'])
        return int(value)

    def list(self, var: Any, cast: Any = None, default: Any = NAUGHT) -> Any:
        value = self.str(var, default="")
        if value == "" and default is not NAUGHT:
            return default
        return [part.strip() for part in value.replace("\n", ",").split(",") if part.strip()]

    def db(self, var: Any = "DATABASE_URL", default: Any = NAUGHT, engine: Any = None) -> Any:
        url = self.str(var, default="" if default is NAUGHT else default)
        try:
            with warnings.catch_warnings(action="ignore"):
                read: Any = self.db_url_config(url, engine)
        except (ValueError, KeyError, TypeError, ImproperlyConfigured):
            read = {}
        if read.get("ENGINE") not in ("django.db.backends.sqlite3", "django.db.backends.postgresql"):
            refuse([f"{var} is no address of PostgreSQL (postgres://user:password@host:5432/name) or SQLite (sqlite:////path/file)."])
        return read


def demo_keys(var_dir: Path) -> dict[str, str]:
    """Keys of the demo, made once and kept under var/, so that a second run opens what the first one sealed."""
    path = var_dir / "demo-keys"
    if not path.exists():
        var_dir.mkdir(parents=True, exist_ok=True)
        made = var_dir / f"demo-keys.{secrets.token_hex(4)}"
        made.touch(mode=0o600)
        made.write_text("".join(f"{name}={secrets.token_hex(32)}\n" for name in KEY_NAMES))
        try:
            path.hardlink_to(made)  # the first of two processes wins, and the file is whole when it appears
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return dict(line.split("=", 1) for line in path.read_text().split())


def is_key(value: Any) -> bool:
    """64 hex digits."""
    try:
        return isinstance(value, str) and len(value) == 64 and len(bytes.fromhex(value)) == 32
    except ValueError:
        return False


def reasons_to_refuse(settings: Mapping[str, Any]) -> list[str]:
    """Every reason why these settings must not serve patients; empty when there is none."""
    reasons = [*key_reasons(settings)]
    if settings["DEMO"]:
        if settings["PRODUCTION"]:
            reasons.append("DEMO and PRODUCTION are both on. The demo signs anybody in; it never runs where patients are.")
        return reasons
    return [*reasons, *secret_reasons(settings), *site_reasons(settings), *storage_reasons(settings)]


def key_reasons(settings: Mapping[str, Any]) -> list[str]:
    """The keys of sealed documents, of indexes and of the audit trail."""
    how = "64 hex digits, from `python -c 'import secrets; print(secrets.token_hex(32))'`"
    reasons = []
    if not settings["FIELD_KEYS"]:
        reasons.append(f"FIELD_KEYS is missing: {how}; several, newest first, separated by commas.")
    elif not all(is_key(key) for key in settings["FIELD_KEYS"]):
        reasons.append(f"FIELD_KEYS holds something that is no key: {how}.")
    for name in ("INDEX_KEY", "AUDIT_KEY"):
        if not settings[name]:
            reasons.append(f"{name} is missing: {how}.")
        elif not is_key(settings[name]):
            reasons.append(f"{name} is no key: {how}.")
    given = [key.lower() for key in (*settings["FIELD_KEYS"], settings["INDEX_KEY"], settings["AUDIT_KEY"]) if key]
    if len(given) != len(set(given)):
        reasons.append("FIELD_KEYS, INDEX_KEY and AUDIT_KEY must all differ: one that leaks must not open the others.")
    return reasons


def secret_reasons(settings: Mapping[str, Any]) -> list[str]:
    """SECRET_KEY signs links and codes."""
    key = settings["SECRET_KEY"]
    if not key:
        return ["SECRET_KEY is missing."]
    reasons = []
    if len(key) < SHORTEST_SECRET:
        reasons.append(f"SECRET_KEY is shorter than {SHORTEST_SECRET} characters.")
    if any(word in key.lower() for word in SAMPLE_WORDS) or len(set(key)) < 10:
        reasons.append("SECRET_KEY is a sample. Make one of your own.")
    if key.lower() in {other.lower() for other in (*settings["FIELD_KEYS"], settings["INDEX_KEY"], settings["AUDIT_KEY"])}:
        reasons.append("SECRET_KEY is also used as another key. Make one of its own.")
    return reasons


def site_reasons(settings: Mapping[str, Any]) -> list[str]:
    """How the site is reached."""
    reasons = []
    if settings["DEBUG"]:
        reasons.append("DEBUG is on: error pages would show patients' answers.")
    if not settings["ALLOWED_HOSTS"]:
        reasons.append("ALLOWED_HOSTS is missing: the names under which the site is reached, separated by commas.")
    if any(host in ("*", ".") for host in settings["ALLOWED_HOSTS"]):
        reasons.append("ALLOWED_HOSTS holds a wildcard. Name each host.")
    if not settings["HTTPS"]:
        reasons.append("HTTPS is off: cookies and answers would travel in the clear.")
    if urlsplit(settings["SITE_URL"]).scheme != "https" or not urlsplit(settings["SITE_URL"]).hostname:
        reasons.append("SITE_URL must be the site's own address and begin with https:// (links in mails are made from it).")
    return reasons


def storage_reasons(settings: Mapping[str, Any]) -> list[str]:
    """Where records and mails go."""
    reasons = []
    if settings["DATABASES"]["default"]["ENGINE"].endswith("sqlite3") and not settings["ALLOW_SQLITE"]:
        reasons.append("The database is SQLite. Set DATABASE_URL to PostgreSQL, or ALLOW_SQLITE=1 for a clinic on one small machine.")
    if any(name in settings["EMAIL_BACKEND"] for name in MAIL_THAT_GOES_NOWHERE):
        reasons.append("EMAIL_BACKEND sends no mail: safety alerts would reach nobody.")
    return reasons


def refuse_unsafe(settings: Mapping[str, Any]) -> None:
    """Stop, unless nothing is wrong."""
    reasons = reasons_to_refuse(settings)
    if reasons:
        refuse(reasons)
