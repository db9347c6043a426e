"""CSL-JSON, the form that reference managers and citeproc processors read."""

from __future__ import annotations

import json

from ..item import Citation


def render(cited: Citation) -> str:
    """Write the items as a JSON array, valid under the CSL 1.0.2 input schema."""
    return json.dumps(cited.items, ensure_ascii=False, indent=2)
