"""Where an act comes from: request id, session and address of the request being served, set by the middleware."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """Empty outside a request (a command, the worker)."""

    request_id: str = ""
    session_hash: str = ""
    address: str = ""


origin: ContextVar[Origin] = ContextVar("origin", default=Origin())  # noqa: B039  # frozen
