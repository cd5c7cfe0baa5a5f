"""The words of the system, all frozen values: as written, as meant, as published, and what is wrong.

Imports nothing of ours, so that anything may import it.
"""

from gongkai.model.context import Context, MeantCheck, TreeCheck, WrittenCheck
from gongkai.model.entry import Catalogue, Choice, Consent, Edition, Entry, Overrun
from gongkai.model.evidence import CHINA, Calendar, History, Landing, Stored, Verdict, Verification, Work
from gongkai.model.finding import Finding, Place, Rule, SetupError, Severity, Text
from gongkai.model.lineage import Lineage, Revision
from gongkai.model.meant import Approval, Attachment, Change, FirstPublished, Item, Page, Withdrawal
from gongkai.model.policy import Person, Policy, Role, Route
from gongkai.model.written import Pointer, RawItem, Tree, Value, place_of

__all__ = [
    "CHINA",
    "Approval",
    "Attachment",
    "Calendar",
    "Catalogue",
    "Change",
    "Choice",
    "Consent",
    "Context",
    "Edition",
    "Entry",
    "Finding",
    "FirstPublished",
    "History",
    "Item",
    "Landing",
    "Lineage",
    "MeantCheck",
    "Overrun",
    "Page",
    "Person",
    "Place",
    "Pointer",
    "Policy",
    "RawItem",
    "Revision",
    "Role",
    "Route",
    "Rule",
    "SetupError",
    "Severity",
    "Stored",
    "Text",
    "Tree",
    "TreeCheck",
    "Value",
    "Verdict",
    "Verification",
    "Withdrawal",
    "Work",
    "WrittenCheck",
    "place_of",
]
