/* The page: what is asked for stands in its address. */

const AT_ONCE = 10;
const LABELS = ["year", "category", "department", "validity"];
const state = document.getElementById("state");
const list = document.getElementById("results");
const more = document.getElementById("more");

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
