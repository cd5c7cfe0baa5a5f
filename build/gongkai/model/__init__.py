"""The words of the system, all frozen values: as written, as meant, as published, and what is wrong.

Imports nothing of ours, so that anything may import it.
"""

from gongkai.model.context import Context, MeantCheck, TreeCheck, WrittenCheck
from gongkai.model.entry import Catalogue, Choice, Consent, Entry
from gongkai.model.evidence import CHINA, Calendar, History, Landing, Stored, Verdict, Verification
from gongkai.model.finding import Finding, Place, Rule, SetupError, Severity, Text
from gongkai.model.mainline import Audit, Content, Dated, Landed, LandingCheck, MainLine, SignedCommit
from gongkai.model.meant import Approval, Attachment, FirstPublished, Item, Page
from gongkai.model.policy import Person, Policy, Role, Route
from gongkai.model.written import Pointer, RawItem, Tree, Value, place_of

__all__ = [
    "CHINA",
    "Approval",
    "Attachment",
    "Audit",
    "Calendar",
    "Catalogue",
    "Choice",
    "Consent",
    "Content",
    "Context",
    "Dated",
    "Entry",
    "Finding",
    "FirstPublished",
    "History",
    "Item",
    "Landed",
    "Landing",
    "LandingCheck",
    "MainLine",
    "MeantCheck",
    "Page",
    "Person",
    "Place",
    "Pointer",
    "Policy",
    "RawItem",
    "Role",
    "Route",
    "Rule",
    "SetupError",
    "Severity",
    "SignedCommit",
    "Stored",
    "Text",
    "Tree",
    "TreeCheck",
    "Value",
    "Verdict",
    "Verification",
    "WrittenCheck",
    "place_of",
]
