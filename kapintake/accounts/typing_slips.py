"""An email address with a slip of the finger in its domain: "Did you mean gmail.com?", asked with a button and never a block."""

COMMON = (
    "gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com", "aol.com", "comcast.net", "msn.com", "live.com",
    "verizon.net", "att.net", "sbcglobal.net", "protonmail.com", "proton.me",
)  # fmt: skip
# One letter away from a common one, and somebody's address all the same.
REAL = (*COMMON, "mail.com", "ymail.com", "email.com", "gmx.com", "me.com", "mac.com", "aim.com", "aol.co", "yahoo.co", "live.ca")


def _one_slip(typed: str, meant: str) -> bool:
    """One letter too many, too few, wrong, or two changed about."""
    at = next((place for place, (one, other) in enumerate(zip(typed, meant, strict=False)) if one != other), min(len(typed), len(meant)))
    swapped = typed[at : at + 2] == meant[at : at + 2][::-1] and typed[at + 2 :] == meant[at + 2 :]
    missing, extra, wrong = typed[at:] == meant[at + 1 :], typed[at + 1 :] == meant[at:], typed[at + 1 :] == meant[at + 1 :]
    return missing or extra or wrong or swapped


def likely_email(email: str) -> str:
    """The address that was probably meant; "" where the one that was typed is as good."""
    name, _at, domain = email.strip().casefold().rpartition("@")
    if not name or domain in REAL:
        return ""
    meant = next((common for common in COMMON if _one_slip(domain, common)), "")
    return f"{name}@{meant}" if meant else ""
