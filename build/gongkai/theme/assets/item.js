// What only a script can do on the page of an item; without scripts these buttons are not shown.
for (const button of document.querySelectorAll(".gk-print")) {
  button.addEventListener("click", () => print());
}
