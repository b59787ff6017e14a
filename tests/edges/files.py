"""A policy, a caseload and other files that a command may be given."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

POLICY = """\
[policy]
id = "example"
authority = "Example Borough Council"
title = "Complaints"
revision = "2026-04"

[source.policy]
title = "Complaints Policy 2026"

[calendar]
first = 2024-01-01
last = 2028-12-31
source = "bank holidays, england-and-wales"
closures = [
  { day = 2026-04-03, why = "Good Friday" },
  { day = 2026-04-06, why = "Easter Monday" },
  { day = 2026-05-04, why = "May Day" },
  { day = 2026-05-25, why = "Spring Bank Holiday" },
]

[[procedure]]
id = "corporate"
title = "Corporate complaints"

[[procedure.stage]]
id = "stage-1"
title = "Stage one"
handler = "the service"

[[procedure.stage.clock]]
id = "acknowledgement"
title = "Acknowledgement"
kind = "target"
starts = "received"
stops = "acknowledged"
limit = "5 working days"
source = { ref = "policy", at = "section 3" }

[[procedure.stage.clock]]
id = "response"
kind = "target"
starts = "received"
stops = "responded"
limit = "10 working days"
extension = { by = "10 working days" }
source = { ref = "policy", at = "section 4" }

[[procedure.stage.clock]]
id = "escalation"
title = "Asking for stage two"
kind = "window"
starts = "responded"
stops = "escalated"
limit = "20 working days"
source = { ref = "policy", at = "section 5" }

[[procedure.stage]]
id = "stage-2"
title = "Stage two"

[[procedure.stage.clock]]
id = "response"
kind = "target"
starts = "escalated"
stops = "responded"
limit = "1 month"
source = { ref = "policy", at = "section 6" }

[taxonomy.root-cause]
title = "Root causes"
code = [{ id = "delay", title = "Delay" }, { id = "quality", title = "Quality | care" }]
"""

SMALL = POLICY[POLICY.index("first = ") : POLICY.index("[[procedure]]")]
"""What the policy says of its calendar: a small table, which is quick to make."""

UK = POLICY.replace(SMALL, 'division = "england-and-wales"\n\n')
"""The policy with the whole calendar of England and Wales."""

CASES = """\
{"case": "C-1", "event": "received", "on": "2026-03-30"}
{"case": "C-1", "event": "acknowledged", "on": "2026-04-01"}
{"case": "C-2", "event": "received", "on": "2026-04-24"}
{"case": "C-1", "event": "responded", "on": "2026-04-16", "root-cause": ["delay", "quality"]}
{"case": "C-1", "event": "escalated", "on": "2026-05-01"}
{"case": "C-3", "event": "received", "on": "2026-05-05"}
{"case": "C-3", "event": "responded", "on": "2026-05-06"}
"""

AS_CSV = """\
case,event,on,root-cause
C-1,received,2026-03-30,
C-1,acknowledged,2026-04-01,
C-2,received,2026-04-24,
C-1,responded,2026-04-16,delay;quality
C-1,escalated,2026-05-01,
C-3,received,2026-05-05,
C-3,responded,2026-05-06,
"""

FAULTY = CASES.replace('"on": "2026-04-24"', '"on": "2026-04-31"')
"""The caseload, with a day that there is not on its third line."""


def events(*rows: tuple[str, str, str]) -> str:
    """A caseload of events, each a case, a name and a day."""
    keys = ("case", "event", "on")
    return "".join(json.dumps(dict(zip(keys, row, strict=True))) + "\n" for row in rows)


def write(folder: Path, files: Iterable[tuple[str, str | bytes]]) -> None:
    """Put files into a folder."""
    for name, content in files:
        raw = content.encode() if isinstance(content, str) else content
        (folder / name).write_bytes(raw)
