"""The scripts in the browser: few, small, without storage, and nothing that would write markup."""

import gzip
import re

import pytest

from tests.architecture.sources import ROOT

SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))
MOST_BYTES = 8 * 1024  # of all that a question page may ask for, packed
ON_OTHER_PAGES = ("passkey", "email-typo", "copy-text", "show-password", "print-page")  # of sign-in and of one's own record
# WB-8 and "no health data in the browser": none of these stands in a script of ours.
BANNED = (
    "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function",
    "localStorage", "sessionStorage", "indexedDB", "document.cookie",
)  # fmt: skip


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_wb_8_a_script_writes_no_markup_and_keeps_nothing_in_the_browser(script):
    text = script.read_text()
    assert [word for word in BANNED if word in text] == []
    assert ("caches" in text) == (script.name == "worker.js")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_wb_5_a_script_names_no_other_host(script):
    said = re.sub(r"^\s*//.*$|\s//\s.*$", "", script.read_text(), flags=re.MULTILINE)
    assert re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}", said) == []


def test_a_question_page_is_sent_little():
    sent = [path for path in SCRIPTS if path.stem not in ON_OTHER_PAGES]
    assert sum(len(gzip.compress(path.read_bytes())) for path in sent) <= MOST_BYTES


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_says_what_it_is_for(script):
    assert script.read_text().startswith("// ")
