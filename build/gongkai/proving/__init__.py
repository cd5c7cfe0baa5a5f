"""What git and the keys prove of items, records and pages: landings, earlier revisions, the worth of each approval."""

from gongkai.proving.items import Proof, moment, read_item
from gongkai.proving.pages import announcements, page_dates
from gongkai.proving.prover import Prover, prover, read_history
from gongkai.proving.records import event_message, recording
from gongkai.proving.setup import Setup

__all__ = [
    "Proof",
    "Prover",
    "Setup",
    "announcements",
    "event_message",
    "moment",
    "page_dates",
    "prover",
    "read_history",
    "read_item",
    "recording",
]
