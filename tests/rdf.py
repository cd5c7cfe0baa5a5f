"""Linked data as a reader of it would have it: statements, no address fetched."""

from __future__ import annotations

import json

from rdflib import Graph
from rdflib.plugins.parsers.jsonld import to_rdf


def statements(jsonld: str) -> Graph:
    """What a text of JSON-LD says. `Graph.parse` and the usual store use what rdflib itself calls deprecated."""
    said: Graph = to_rdf(json.loads(jsonld), Graph(store="SimpleMemory"))
    return said
