/* The filter of the catalogue. The rows of all years are read when the reader first turns to it: as scripts,
   which a page in a folder on a disk may read too. What is chosen stands in the address, to be sent to others. */
(() => {
"use strict";

const form = document.querySelector(".gk-filter");
const { words, category, topic, department, year, validity } = form.elements;
const selects = [category, topic, department, year, validity];
const status = document.getElementById("filter-status");

{% include "scripts/catalogue/rows.js" %}
{% include "scripts/catalogue/matches.js" %}
{% include "scripts/catalogue/table.js" %}
{% include "scripts/catalogue/address.js" %}
})();
