// Lists of a key (year, category, department) are cut into pages here: Eleventy paginates one collection at a time.
const SIZE = 50;

function chunks(path, items) {
  const count = Math.ceil(items.length / SIZE);
  return Array.from({ length: count }, (_, at) => ({
    title: path,
    path: at ? `${path}/page/${at + 1}` : path,
    items: items.slice(at * SIZE, (at + 1) * SIZE),
    previous: at > 0 && (at > 1 ? `${path}/page/${at}` : path),
    next: at + 1 < count && `${path}/page/${at + 2}`,
  }));
}

export default function (config) {
  config.setQuietMode(true);
  config.addCollection("lists", (api) => {
    const lists = new Map();
    for (const item of api.getFilteredByTag("item").reverse()) {
      const { categories, departments } = item.data;
      const year = item.filePathStem.split("/")[1];
      for (const key of [year, ...categories.map((name) => `categories/${name}`), ...departments.map((name) => `departments/${name}`)]) {
        if (!lists.has(key)) lists.set(key, []);
        lists.get(key).push(item);
      }
    }
    return [...lists].flatMap(([path, items]) => chunks(path, items));
  });
  config.addCollection("newest", (api) => api.getFilteredByTag("item").slice(-SIZE).reverse());
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  return { dir: { input: "content", output: "public", includes: "../layouts" }, markdownTemplateEngine: false };
}
