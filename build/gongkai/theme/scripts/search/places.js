/* Pairs to places; numbers as in artefacts/fulltext.py. */

const EVERY = "xevery";
const ABOUT = 400, TEXT = 1000, STRIDE = 3000;
const bundles = form.dataset.bundles.split(" ").filter(Boolean).map((each) => new URL(each, location.href).href);

let engine;

async function load() {
  const { createInstance } = await import(`${bundles[0]}pagefind.js`);
  const found = createInstance({ basePath: bundles[0], noWorker: true });
  await found.options({ mergeFilter: { bundle: "0" } });
  for (const [number, bundle] of bundles.entries()) {
    if (number) await found.mergeIndex(bundle, { mergeFilter: { bundle: `${number}` } });
  }
  return found;
}

/** Where a word stands, by the names of those that have it. */
async function places(word, bundle) {
  const { results } = await (await engine).search(word, { filters: { bundle: `${bundle}` } });
  return new Map(results.map(({ id, words }) => [id, words]));
}

/** The names of those that have a label, newest first. */
async function labelled(word, bundle) {
  return [...(await places(`"${word}"`, bundle)).keys()];
}

/** Pairs that cover a phrase, and where each begins in it: each one fetched is a piece of the index. */
function cover(characters) {
  const every = pairs(characters);
  return every.map((word, at) => [word, at]).filter(([, at]) => at % 2 === 0 || at === every.length - 1);
}

/** By name, the places at which a phrase begins. Pagefind's own phrases need every pair, and tell one place. */
async function begins(characters, bundle) {
  const found = await Promise.all(cover(characters).map(async ([word, at]) => [await places(word, bundle), at]));
  const [[first], ...others] = found;
  const inAll = [...first].filter(([name]) => others.every(([each]) => each.has(name)));
  return new Map(inAll.map(([name, starts]) => {
    const sets = others.map(([each, at]) => [new Set(each.get(name)), at]);
    return [name, starts.filter((start) => sets.every(([each, at]) => each.has(start + at)))];
  }).filter(([, starts]) => starts.length));
}

async function findIn(bundle, phrases, labels) {
  const found = await Promise.all(phrases.map((each) => begins(each, bundle)));
  const names = await Promise.all([EVERY, ...labels].map((each) => labelled(each, bundle)));
  const having = [...found, ...names.slice(1).map((each) => new Set(each))];
  return names[0].filter((name) => having.every((each) => each.has(name))).map((id) => {
    const starts = found.map((each) => each.get(id));
    const worth = starts.reduce((sum, [first]) => sum + (first < ABOUT ? 0 : first < TEXT ? 1 : 2), 0);
    return { bundle: bundles[bundle], id, worth, place: starts.flat().find((each) => each >= TEXT) ?? 0 };
  });
}

/** What has all phrases and labels, newest first, or by where it has them: title, header table, text. */
async function find(phrases, labels = [], sort = "") {
  engine ??= load();
  const found = (await Promise.all(bundles.map((_, number) => findIn(number, phrases, labels)))).flat();
  return sort === "date" ? found : found.sort((one, other) => one.worth - other.worth);
}

async function fetchPart({ bundle, id, place }) {
  const number = place < TEXT ? 0 : 1 + Math.floor((place - TEXT) / STRIDE);
  const answer = await fetch(`${bundle}passage/${id}-${number}.pf_part`);
  if (!answer.ok) throw new Error(`${answer.url} ${answer.status}`);
  return new Response(answer.body.pipeThrough(new DecompressionStream("gzip"))).json();
}
