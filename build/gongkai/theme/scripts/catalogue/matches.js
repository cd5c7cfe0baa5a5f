/* What is wanted, and what has it. */

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
