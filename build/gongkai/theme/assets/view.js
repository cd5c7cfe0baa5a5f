/* 标准, 大字, 长者模式: how the reader likes pages to look, remembered by this browser alone.
   Not deferred: it runs before the first paint, so that nothing moves for those who made a choice. */
(() => {
  "use strict";
  const KEY = "gk-view";
  const buttons = [...document.querySelectorAll(".gk-view button")];

  const show = (view) => {
    document.documentElement.dataset.view = view;
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.value === view));
  };

  const remembered = () => {
    try {
      const view = localStorage.getItem(KEY);
      return buttons.some((button) => button.value === view) ? view : "";
    } catch {
      return ""; // the browser keeps nothing for this site: every page begins as the standard one
    }
  };

  const remember = (view) => {
    try {
      localStorage.setItem(KEY, view);
    } catch {
      // shown on this page all the same
    }
  };

  for (const button of buttons) {
    button.addEventListener("click", () => {
      show(button.value);
      remember(button.value);
    });
  }
  addEventListener("storage", () => show(remembered())); // chosen in another window
  addEventListener("pageshow", (event) => event.persisted && show(remembered())); // kept while another was read
  show(remembered());
})();
