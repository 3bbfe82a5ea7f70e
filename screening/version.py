"""The version that an assessment pins. A change of any rule, limit or wording is a new version."""

VERSION = "1.0.0"
