/* Full-text search. What is asked for is cut into pairs exactly as artefacts/segments.py cuts the texts;
   Pagefind tells where each stands; the passage around the place that has them all is fetched and shown. */
(() => {
  "use strict";

  // As in artefacts/segments.py and artefacts/fulltext.py.
  const BREAK = "◦", WIDE = 0x2e80;
  const EVERY = "xevery";
  const ABOUT = 400, TEXT = 1000, STRIDE = 3000;
  const LONGEST = 50; // characters of one phrase: parts of a text overlap by a little more
  const TERMS = 8;
  const AT_ONCE = 10, PASSAGES = 3, AROUND = 40;
  const LABELS = ["year", "category", "department", "validity"];

  const form = document.getElementById("query");
  const state = document.getElementById("state");
  const list = document.getElementById("results");
  const more = document.getElementById("more");
  const bundles = form.dataset.bundles.split(" ").filter(Boolean).map((each) => new URL(each, location.href).href);

  /* ---- Text to pairs ---- */

  const folds = new Map();

  function classOf(character) {
    if (/[\p{L}\p{N}\p{Cn}\p{Co}]/u.test(character)) return character;
    if (/[\p{Z}\t\v\f\r]/u.test(character)) return " ";
    return /[\p{M}\p{Cf}]/u.test(character) ? "" : BREAK;
  }

  function fold(character) {
    if (!folds.has(character)) {
      const plain = [...character.normalize("NFKC")].map((each) => each.toLowerCase()).join("");
      folds.set(character, character === "\n" ? BREAK : [...plain].map(classOf).join(""));
    }
    return folds.get(character);
  }

  /** What counts of a text, and where in it each character of that begins and ends. */
  function stream(text) {
    const characters = [], from = [], to = [];
    let at = 0, gap = "", gapFrom = 0, gapTo = 0;
    const add = (character, start, end) => { characters.push(character); from.push(start); to.push(end); };
    for (const written of text) {
      const end = at + written.length;
      for (const character of fold(written)) {
        if (character === BREAK || character === " ") {
          if (!gap) gapFrom = at;
          gap = gap === BREAK ? BREAK : character;
          gapTo = end;
          continue;
        }
        const before = characters.at(-1);
        const narrow = before && before.codePointAt(0) < WIDE && character.codePointAt(0) < WIDE;
        if (gap === BREAK || (gap && narrow)) add(BREAK, gapFrom, gapTo);
        gap = "";
        add(character, at, end);
      }
      at = end;
    }
    if (gap === BREAK) add(BREAK, gapFrom, gapTo);
    return { characters, from, to };
  }

  const code = (character) => character.codePointAt(0).toString(16).padStart(4, "0");
  const pairs = (characters) => characters.slice(1).map((each, number) => code(characters[number]) + code(each));
  const label = (kind, name) => `x${kind}${[...name].map(code).join("")}`;

  function trimmed(characters) {
    const from = characters[0] === BREAK ? 1 : 0;
    return characters.slice(from, characters.length > from && characters.at(-1) === BREAK ? -1 : undefined);
  }

  /** The phrases asked for; a single character belongs to the word beside it. */
  function terms(query) {
    const words = [];
    const short = (word) => trimmed(stream(word).characters).length < 2;
    for (const word of query.split(/[\p{Z}\s]+/u).filter((each) => trimmed(stream(each).characters).length)) {
      if (words.length && (short(word) || short(words.at(-1)))) words.push(`${words.pop()} ${word}`);
      else words.push(word);
    }
    const phrases = words.map((word) => {
      const all = stream(word).characters, inner = trimmed(all);
      return (inner.length > 1 ? inner : all).slice(0, LONGEST);
    });
    return phrases.filter((each) => each.length > 1).slice(0, TERMS);
  }

  /* ---- Pairs to places ---- */

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

  /* ---- Places to passages ---- */

  /** Where phrases stand in a text as written, in order, without overlaps. */
  function matches(text, phrases) {
    const { characters, from, to } = stream(text);
    const units = characters.flatMap((each, number) => Array(each.length).fill(number));
    const whole = characters.join("");
    const found = [];
    for (const characters of phrases) {
      const wanted = characters.join("");
      for (let at = whole.indexOf(wanted); at >= 0; at = whole.indexOf(wanted, at + wanted.length)) {
        found.push([from[units[at]], to[units[at + wanted.length - 1]]]);
      }
    }
    found.sort((one, other) => one[0] - other[0]);
    return found.filter(([start], number) => !number || start >= found[number - 1][1]);
  }

  /** The pieces of a text worth showing, as [from, to]: around `places`, in the order in which they matter; else its beginning. */
  function passages(text, places) {
    const windows = [];
    for (const [start, end] of places) {
      if (windows.length === PASSAGES) break;
      if (windows.every(([from, to]) => end <= from || start >= to)) {
        windows.push([Math.max(0, start - AROUND), Math.min(text.length, end + AROUND)]);
      }
    }
    const apart = [];
    for (const [from, to] of windows.sort((one, other) => one[0] - other[0])) {
      if (apart.length && from <= apart.at(-1)[1]) apart.at(-1)[1] = to;
      else apart.push([from, to]);
    }
    return apart.length ? apart : [[0, Math.min(text.length, 2 * AROUND)]];
  }

  function element(name, attributes, ...children) {
    const made = Object.assign(document.createElement(name), attributes);
    made.append(...children);
    return made;
  }

  /** Part of a text with what was asked for in <mark>: as text, whatever is in it. */
  function marked(text, found, start = 0, end = text.length) {
    const nodes = [];
    let at = start;
    for (const [from, to] of found) {
      if (from >= start && to <= end) {
        nodes.push(text.slice(at, from), element("mark", {}, text.slice(from, to)));
        at = to;
      }
    }
    return [...nodes, text.slice(at, end)];
  }

  function shown(part, phrases) {
    const mark = (text) => marked(text, matches(text, phrases));
    const found = matches(part.text, phrases);
    const firsts = phrases.flatMap((each) => matches(part.text, [each]).slice(0, 1));
    const title = part.mark ? [`【${part.mark}】`, ...mark(part.title)] : mark(part.title);
    const facts = [element("span", {}, "发布 ", element("time", { dateTime: part.date }, part.date))];
    for (const [name, text] of [["索引号", part.index], ["发文字号", part.number]]) {
      if (text) facts.push(element("span", {}, `${name} `, ...mark(text)));
    }
    return element(
      "li", {},
      element("h2", {}, element("a", { href: part.address }, ...title)),
      element("p", { className: "gk-results-facts" }, ...facts),
      ...passages(part.text, [...firsts, ...found]).map(([start, end]) => element(
        "p", {},
        ...(part.from ? [element("span", { className: "gk-results-from" }, `${part.from}　`)] : []),
        start ? "…" : "", ...marked(part.text, found, start, end), end < part.text.length ? "…" : "",
      )),
    );
  }

  /* ---- The page ---- */

  let run = 0, ahead = [], asked = [];

  function say(...children) { state.replaceChildren(...children); }

  async function showMore() {
    const mine = run, next = ahead.splice(0, AT_ONCE);
    const items = (await Promise.all(next.map(fetchPart))).map((part) => shown(part, asked));
    if (mine !== run) return null;
    list.append(...items);
    more.hidden = !ahead.length;
    return items[0];
  }

  async function search() {
    const mine = ++run, values = new FormData(form), query = values.get("q");
    list.replaceChildren();
    more.hidden = true;
    if (!bundles.length) return;
    if (!query.trim()) { say(""); return; }
    asked = terms(query);
    if (!asked.length) { say("请输入至少两个字。"); return; }
    if (location.protocol === "file:") {
      say("从文件夹打开网页时，浏览器不允许检索全文。请到", element("a", { href: "catalogue.html" }, "目录"), "按标题、索引号、发文字号筛选。");
      return;
    }
    say("正在检索…");
    try {
      const labels = LABELS.filter((kind) => values.get(kind)).map((kind) => label(kind, values.get(kind)));
      const found = await find(asked, labels, values.get("sort"));
      if (mine !== run) return;
      ahead = found;
      say(found.length ? `找到 ${found.length} 条。` : "没有找到。可以少写几个字、换一种说法，或把条件改为“全部”；也可以从下面的列表里找。");
      await showMore();
    } catch (error) {
      if (mine !== run) return;
      engine = undefined;
      say("索引没有取到，请稍后再试；也可以从下面的列表里找。");
      throw error;
    }
  }

  function fromAddress() {
    const values = new URLSearchParams(location.search);
    for (const field of form.elements) {
      if (field.name) field.value = values.get(field.name) ?? "";
      if (field.name && field.selectedIndex === -1) field.selectedIndex = 0; // an address may ask for what is no more
    }
    search();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const values = [...new FormData(form)].filter(([, value]) => value);
    history.pushState(null, "", values.length ? `?${new URLSearchParams(values)}` : location.pathname);
    search();
  });
  form.addEventListener("change", (event) => {
    if (event.target.name !== "q" && form.elements.q.value.trim()) form.requestSubmit();
  });
  more.addEventListener("click", async () => {
    const first = await showMore();
    first?.querySelector("a").focus();
  });
  addEventListener("popstate", fromAddress);
  if (bundles.length) fromAddress();

  window.gongkaiSearch = { stream, pairs, terms, find, label }; // for the tests
})();
