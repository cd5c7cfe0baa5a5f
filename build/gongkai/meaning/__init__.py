"""Values whose form is right, turned into what they mean: items and pages, records, and what the bureau decided.

Every function here takes what its schema has accepted; a KeyError or ValueError would be a bug. Words that many
items have in common are kept once (`intern`): there may be 100,000.
"""

from gongkai.meaning.decisions import CONTENTS, articles, compromised, notice, people, policy
from gongkai.meaning.items import DIRECTORY, approvals, item, page
from gongkai.meaning.records import record

__all__ = [
    "CONTENTS", "DIRECTORY", "approvals", "articles", "compromised", "item", "notice", "page", "people", "policy", "record",
]  # fmt: skip
