/* The filter of the catalogue. The rows of all years are read when the reader first turns to it: as scripts,
   which a page in a folder on a disk may read too. What is chosen stands in the address, to be sent to others. */
"use strict";

(() => {
  const PER_PAGE = 50;
  const PAUSE = 500; // milliseconds after the last key until what was typed is an address
  const form = document.querySelector(".gk-filter");
  const { words, category, topic, department, year, validity } = form.elements;
  const selects = [category, topic, department, year, validity];
  const controls = [words, ...selects];
  const status = document.getElementById("filter-status");
  const listed = document.getElementById("listed");
  const found = document.getElementById("found");
  const body = found.querySelector("tbody");
  const more = document.getElementById("more");
  const topics = new Map([...topic.querySelectorAll("optgroup")].map((each) => [each.label, [...each.children]]));
  const names = new Map([...form.querySelectorAll("option")].map((each) => [each, each.text.replace(/（\d+）$/, "")]));

  const years = new Map();
  let rows = null; // until they have been read
  let reading = false;
  let matching = [];
  let timer = 0;
  let composing = false; // letters that are not yet characters
  let typing = false; // whether the newest address is of the text that is being typed

  /* Text as it is compared: full and half width, capitals, spaces and kinds of brackets make no difference, for
     few can type 〔2026〕. Character by character, so that what a text contains its parts contain too. */
  const known = new Map();

  function plainOf(character) {
    return character.normalize("NFKC").toLowerCase().replace(/\s/g, "").replace(/[[〔【]/g, "(").replace(/[\]〕】]/g, ")");
  }

  function plain(written) {
    let made = "";
    for (const character of written) {
      if (!known.has(character)) known.set(character, plainOf(character));
      made += known.get(character);
    }
    return made;
  }

  /* Reading */

  function rowOf(columns, values) {
    const row = Object.fromEntries(columns.map((name, place) => [name, values[place]]));
    row.plain = [row.title, row.index, row.number].map(plain).join("\n");
    return row;
  }

  window.gongkaiRows = (name, columns, lines) => {
    years.set(name, lines.map((values) => rowOf(columns, values)));
  };

  function fetched(address) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
  }

  function newestFirst(one, other) {
    const [a, b] = [one.published + one.index, other.published + other.index];
    return a < b ? 1 : a > b ? -1 : 0;
  }

  function read() {
    if (reading) return;
    reading = true;
    Promise.all(form.dataset.rows.split(" ").map(fetched)).then(
      () => {
        rows = [...years.values()].flat().sort(newestFirst);
        show();
      },
      () => {
        reading = false; // the next touch tries again
        status.textContent = "目录没有读全，请检查网络后再试，或者浏览下面的列表。";
      },
    );
  }

  /* Finding */

  function wantedWords() {
    return words.value.split(/\s+/).map(plain).filter((word) => word);
  }

  function isChosen() {
    return wantedWords().length > 0 || selects.some((each) => each.value);
  }

  /* The rows that match; and for each select, how many would match with each of its options. */
  function match() {
    const wanted = wantedWords();
    const chosen = selects.map((each) => each.value);
    const fields = selects.map((each) => each.name);
    const counts = selects.map(() => new Map());
    const others = selects.map((each, place) => ~(1 << place));
    others[0] &= ~(1 << 1); // another category has other topics
    const all = [];
    for (const row of rows) {
      if (!wanted.every((word) => row.plain.includes(word))) continue;
      let wrong = 0;
      for (let n = 0; n < chosen.length; n += 1) if (chosen[n] && row[fields[n]] !== chosen[n]) wrong |= 1 << n;
      if (!wrong) all.push(row);
      for (let n = 0; n < chosen.length; n += 1) {
        if (!(wrong & others[n])) counts[n].set(row[fields[n]], (counts[n].get(row[fields[n]]) ?? 0) + 1);
      }
    }
    return [all, counts];
  }

  /* Showing */

  function element(name, content) {
    const made = document.createElement(name);
    made.append(content);
    return made;
  }

  function day(written) {
    const made = element("time", written);
    made.dateTime = written;
    return made;
  }

  function line(row, number) {
    const link = element("a", row.title);
    link.href = row.address;
    const title = element("td", link);
    title.append(document.createElement("br"), element("span", row.index));
    const made = element("tr", element("td", String(number)));
    made.append(title, element("td", row.number), element("td", day(row.created)), element("td", day(row.published)));
    return made;
  }

  function add() {
    const first = body.rows.length;
    const next = matching.slice(first, first + PER_PAGE);
    body.append(...next.map((row, place) => line(row, matching.length - first - place)));
    more.hidden = body.rows.length === matching.length;
    const shown = more.hidden ? "" : `，显示了前 ${body.rows.length} 条`;
    status.textContent = matching.length ? `找到 ${matching.length} 条${shown}。` : "没有符合全部条件的信息。";
    return body.rows[first];
  }

  function count(counts) {
    selects.forEach((select, place) => {
      for (const option of select.options) {
        if (option.value) option.text = `${names.get(option)}（${counts[place].get(option.value) ?? 0}）`;
      }
    });
  }

  function show() {
    if (composing) return;
    const chosen = isChosen();
    if (!rows) {
      if (chosen) status.textContent = "正在读取目录……";
      if (chosen) read();
      return;
    }
    const [all, counts] = match();
    count(counts);
    matching = chosen ? all : [];
    body.replaceChildren();
    add();
    if (!chosen) status.textContent = "";
    found.querySelector("table").hidden = !matching.length;
    found.hidden = !chosen;
    listed.hidden = chosen;
  }

  function offerTopics() {
    const offered = topics.get(category.value) ?? [];
    topic.replaceChildren(topic.options[0], ...offered);
    topic.options[0].text = offered.length ? "全部" : "先选类别";
    topic.value = "";
    topic.disabled = !offered.length;
  }

  /* Addresses */

  function remember(how) {
    window.clearTimeout(timer);
    const chosen = controls.map((each) => [each.name, each.value.trim()]).filter(([, value]) => value);
    const fragment = chosen.length ? `#${new URLSearchParams(chosen)}` : "";
    if (fragment === window.location.hash) return;
    window.history[how](null, "", fragment || window.location.pathname + window.location.search);
  }

  function recall() {
    const given = new URLSearchParams(window.location.hash.slice(1));
    const isPlace = window.location.hash && !controls.some((each) => given.has(each.name));
    if (isPlace) return; // on this page: what is chosen stays
    typing = false;
    for (const each of controls) {
      each.value = given.get(each.name) ?? "";
      if (each.selectedIndex === -1) each.value = "";
      if (each === category) offerTopics();
    }
    show();
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("focusin", read);

  form.addEventListener("input", (event) => {
    if (event.target === category) offerTopics();
    show();
    if (composing || event.target !== words) return;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      remember(typing ? "replaceState" : "pushState");
      typing = true;
    }, PAUSE);
  });

  words.addEventListener("compositionstart", () => {
    composing = true;
  });

  words.addEventListener("compositionend", () => {
    composing = false;
    words.dispatchEvent(new Event("input", { bubbles: true }));
  });

  form.addEventListener("change", (event) => {
    remember(typing && event.target === words ? "replaceState" : "pushState");
    typing = false;
  });

  document.getElementById("clear").addEventListener("click", () => {
    for (const each of controls) each.value = "";
    offerTopics();
    show();
    remember("pushState");
    words.focus();
  });

  more.addEventListener("click", () => add().querySelector("a").focus({ preventScroll: true }));

  window.addEventListener("popstate", recall);
  recall();
})();
