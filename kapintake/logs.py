"""Lines of the log: one a record, with the request's id, escaped, and of an exception its kind and places alone (PV-2).

The text of an exception may hold what a person typed (a database says which value was double), so it is left out.
"""

import json
import logging
import traceback
from datetime import UTC, datetime

from kapintake.audit.context import origin

LONGEST_TRACE = 12  # innermost frames


class PlainFormatter(logging.Formatter):
    """JSON, one line a record."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request": getattr(getattr(record, "request", None), "id", "") or origin.get().request_id,
            "said": record.getMessage(),
        }
        match = getattr(getattr(record, "request", None), "resolver_match", None)
        if match is not None:
            line["page"] = match.view_name
        if record.exc_info and record.exc_info[0]:
            line["exception"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])[-LONGEST_TRACE:]
            line["where"] = [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in frames]
        return json.dumps(line, ensure_ascii=True)
