"""The words of the system, all frozen values: as written, as meant, as published, and what is wrong.

Imports nothing of ours, so that anything may import it.
"""

from gongkai.model.context import Context, MeantCheck, RequestCheck, TreeCheck, WrittenCheck
from gongkai.model.duty import TODO, Duty, Todo
from gongkai.model.entry import Catalogue, Choice, Consent, Edition, Entry
from gongkai.model.evidence import Calendar, History, Landing, Stored, Unsound, Verdict, Verification, Work
from gongkai.model.finding import Finding, Place, Rule, SetupError, Severity, Text
from gongkai.model.lineage import Lineage, Revision
from gongkai.model.mainline import Audit, Content, Dated, Intake, LandingCheck, MainLine, SignedCommit
from gongkai.model.meant import (
    Approval,
    Attachment,
    Batch,
    Change,
    FirstPublished,
    Held,
    Item,
    Moved,
    Page,
    Release,
    Withdrawal,
    Written,
)
from gongkai.model.moments import CHINA, When, day_in_china, from_openssh, in_china, openssh_time
from gongkai.model.policy import (
    LATE,
    Compromise,
    Deputy,
    Freshness,
    Measure,
    Person,
    Policy,
    Role,
    Route,
    Site,
)
from gongkai.model.request import GITLINK, Request, Touched
from gongkai.model.term import Term
from gongkai.model.written import Pointer, RawItem, Tree, Value, place_of

__all__ = [
    "CHINA",
    "GITLINK",
    "LATE",
    "TODO",
    "Approval",
    "Attachment",
    "Audit",
    "Batch",
    "Calendar",
    "Catalogue",
    "Change",
    "Choice",
    "Compromise",
    "Consent",
    "Content",
    "Context",
    "Dated",
    "Deputy",
    "Duty",
    "Edition",
    "Entry",
    "Finding",
    "FirstPublished",
    "Freshness",
    "Held",
    "History",
    "Intake",
    "Item",
    "Landing",
    "LandingCheck",
    "Lineage",
    "MainLine",
    "MeantCheck",
    "Measure",
    "Moved",
    "Page",
    "Person",
    "Place",
    "Pointer",
    "Policy",
    "RawItem",
    "Release",
    "Request",
    "RequestCheck",
    "Revision",
    "Role",
    "Route",
    "Rule",
    "SetupError",
    "Severity",
    "SignedCommit",
    "Site",
    "Stored",
    "Term",
    "Text",
    "Todo",
    "Touched",
    "Tree",
    "TreeCheck",
    "Unsound",
    "Value",
    "Verdict",
    "Verification",
    "When",
    "Withdrawal",
    "Work",
    "Written",
    "WrittenCheck",
    "day_in_china",
    "from_openssh",
    "in_china",
    "openssh_time",
    "place_of",
]
