/* Text to pairs, as in artefacts/segments.py. */

const BREAK = "◦", WIDE = 0x2e80;
const LONGEST = 50; // characters of one phrase: parts of a text overlap by a little more
const TERMS = 8;

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
