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

/* The rows, a script a year. */

const years = new Map();
let rows = null; // until they have been read
let reading = false;

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
