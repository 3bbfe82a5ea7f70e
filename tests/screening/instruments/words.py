"""Files of a clinic with the words of a scale, invented: the real words belong to their owners."""

from typing import Any

from screening.instruments import Instrument


def file_of(scale: Instrument) -> dict[str, Any]:
    """A file that fits."""
    rows: list[dict[str, Any]] = []
    for number, item in enumerate(scale.items, start=1):
        row: dict[str, Any] = {"text": f"Invented question {number} of the {scale.title}?"}
        if item.options:
            row["answers"] = [f"Answer {place}" for place in range(len(item.options))]
        if item.hint:
            row["hint"] = f"Period {number}"
        rows.append(row)
    return {"scale": scale.id, "permission": "Licence 12 of the clinic", "stem": "In the past months:", "items": rows}
