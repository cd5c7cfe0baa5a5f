/* Full-text search. What is asked for is cut into pairs exactly as artefacts/segments.py cuts the texts;
   Pagefind tells where each stands; the passage around the place that has them all is fetched and shown. */
(() => {
"use strict";

const form = document.getElementById("query");

{% include "scripts/search/pairs.js" %}
{% include "scripts/search/places.js" %}
{% include "scripts/search/passages.js" %}
{% include "scripts/search/page.js" %}

window.gongkaiSearch = { stream, pairs, terms, find, label }; // for the tests
})();
