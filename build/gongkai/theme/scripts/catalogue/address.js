/* What is chosen, as an address; and whoever types and clicks. */

const PAUSE = 500; // milliseconds after the last key until what was typed is an address
const controls = [words, ...selects];
let timer = 0;
let typing = false; // whether the newest address is of the text that is being typed

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
