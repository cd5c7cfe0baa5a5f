/* 朗读: the text, sentence by sentence, in a Chinese voice of the reader's own device.
   Voices that are not local would send the text to another host. */
(() => {
  "use strict";
  const LONGEST = 60; // characters: some browsers fall silent after 15 seconds of one utterance
  const CLAUSE = new RegExp(`[^，、：。！？；]{1,${LONGEST}}[，、：。！？；…”’）》」』]*|[，、：。！？；]+`, "gu");
  const ENDED = /[。！？；…][”’）》」』]*$/u;
  const BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, th, td, pre";

  const speech = window.speechSynthesis;
  const [read, stop] = document.querySelectorAll(".gk-aloud button");
  if (!speech || !read) return;

  let voice = null;
  let sentences = []; // {block, text}
  let at = 0;
  let spoken = null; // the utterance that is heard; kept, or the browser may forget to tell of its end

  const localVoice = () => {
    const chinese = speech.getVoices().filter((each) => each.localService && /^(zh|cmn)/i.test(each.lang));
    return chinese.find((each) => /^(zh.(cn|hans)|cmn)/i.test(each.lang)) ?? chinese[0] ?? null;
  };

  const split = (text) => {
    const found = [];
    let open = false;
    for (const clause of text.match(CLAUSE) ?? []) {
      if (open && found.at(-1).length + clause.length <= LONGEST) found.push(found.pop() + clause);
      else found.push(clause);
      open = !ENDED.test(clause);
    }
    return found;
  };

  const texts = () => {
    const item = document.querySelector("article");
    const parts = item ? item.querySelectorAll("h1, .gk-notice, .gk-body") : [document.getElementById("text")];
    const found = [];
    for (const part of parts) {
      const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const block = walker.currentNode.parentElement.closest(BLOCKS);
        if (!block || block.closest("nav, .gk-dated")) continue;
        if (found.at(-1)?.block !== block) found.push({ block, text: "" });
        found.at(-1).text += walker.currentNode.data;
      }
    }
    return found;
  };

  const mark = (block) => {
    const marked = document.querySelector(".gk-spoken");
    if (marked === block) return;
    marked?.classList.remove("gk-spoken");
    block?.classList.add("gk-spoken");
    block?.scrollIntoView({ block: "nearest" });
  };

  const state = (name, label) => {
    document.documentElement.dataset.aloud = name;
    read.textContent = label;
    stop.hidden = !name;
  };

  const hush = () => {
    spoken = null;
    speech.cancel();
  };

  const end = () => {
    hush();
    mark(null);
    if (document.activeElement === stop) read.focus();
    state("", "朗读");
    at = 0;
  };

  const say = () => {
    const { block, text } = sentences[at];
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.onend = () => {
      if (spoken !== utterance) return;
      at += 1;
      if (at < sentences.length) say();
      else end();
    };
    utterance.onerror = () => spoken === utterance && end();
    spoken = utterance;
    mark(block);
    speech.speak(utterance);
  };

  // Paused by falling silent and begun again with the same sentence: phones do not know how to pause.
  read.addEventListener("click", () => {
    if (spoken) {
      hush();
      state("paused", "继续");
      return;
    }
    if (!at) {
      sentences = texts().flatMap(({ block, text }) =>
        split(text.replace(/\s+/gu, " ").trim()).map((each) => ({ block, text: each })),
      );
    }
    state("reading", "暂停");
    say();
  });
  stop.addEventListener("click", end);
  addEventListener("keydown", (event) => event.key === "Escape" && end());
  addEventListener("pagehide", end);

  const offer = () => {
    voice = localVoice();
    document.querySelector(".gk-aloud").dataset.voice = voice ? voice.lang : "";
  };
  speech.onvoiceschanged = offer; // browsers look for voices when first asked
  offer();
})();
