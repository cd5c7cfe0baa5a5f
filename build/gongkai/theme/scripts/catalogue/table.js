/* What was found, as a table; and how much each choice would find. */

const PER_PAGE = 50;
const listed = document.getElementById("listed");
const found = document.getElementById("found");
const body = found.querySelector("tbody");
const more = document.getElementById("more");
const topics = new Map([...topic.querySelectorAll("optgroup")].map((each) => [each.label, [...each.children]]));
const names = new Map([...form.querySelectorAll("option")].map((each) => [each, each.text.replace(/（\d+）$/, "")]));
let matching = [];
let composing = false; // letters that are not yet characters

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
