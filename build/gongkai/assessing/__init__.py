"""考核评议: each of the six contents of Annex 1, art. 3 as measures, with points from policy.yml and evidence for each."""

from gongkai.assessing.assess import OF_ALL_YEARS, OF_YEAR, Assessor
from gongkai.assessing.marks import Assessment, Evidence, Mark, Year, failures
from gongkai.assessing.of_people import departments
from gongkai.assessing.sightings import Sighting, sightings, untaken_sightings

__all__ = [
    "OF_ALL_YEARS",
    "OF_YEAR",
    "Assessment",
    "Assessor",
    "Evidence",
    "Mark",
    "Sighting",
    "Year",
    "departments",
    "failures",
    "sightings",
    "untaken_sightings",
]
