/* Places to passages. */

const PASSAGES = 3, AROUND = 40;

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
