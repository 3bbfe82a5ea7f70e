"""Send one form, print what came back, and be killed: `python -m tests.intake.answer_and_die SESSION URL FIELDS`."""

import json
import os
import signal
import sys

import django


def main() -> None:
    django.setup()
    from tests.browser import Browser

    session, url, fields = sys.argv[1:]
    browser = Browser(SERVER_NAME="localhost")
    browser.cookies["session"] = session
    answer = browser.post(url, json.loads(fields))
    print(answer.status_code, answer.headers.get("Location", ""), flush=True)  # noqa: T201  # its only voice
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
