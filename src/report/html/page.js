"use strict";
// Filters and search, and links that lead to what they name even where it is folded or filtered out. Nothing here makes
// markup: elements are only shown, hidden and opened.
(() => {
  const panel = document.getElementById("filters");
  const form = panel.querySelector("form");
  const search = document.getElementById("search");
  const matches = document.getElementById("matches");
  const choices = [...form.querySelectorAll("[data-choice]")];
  const lists = [...document.querySelectorAll("[data-noun]")].map((section) => ({
    noun: section.dataset.noun,
    items: [...section.querySelectorAll(".item")].map((element) => ({
      element,
      keys: new Set(element.dataset.filter.split(" ")),
      text: null,
    })),
  }));

  // Case, curly marks and runs of white space make no difference to a search.
  const plain = (text) =>
    text.toLowerCase().replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/\s+/g, " ").trim();

  const shows = (item, keys, words) => {
    if (!keys.every((key) => item.keys.has(key))) return false;
    if (words === "") return true;
    item.text ??= plain(item.element.textContent);
    return item.text.includes(words);
  };

  const counted = (shown, all, noun) => `${shown} of ${all} ${noun}${all === 1 ? "" : "s"}`;

  const apply = () => {
    const keys = choices.map((choice) => choice.value).filter((key) => key !== "");
    const words = plain(search.value);
    const counts = lists.map(({ noun, items }) => {
      let shown = 0;
      for (const item of items) {
        item.element.hidden = !shows(item, keys, words);
        if (!item.element.hidden) shown += 1;
      }
      return counted(shown, items.length, noun);
    });
    matches.textContent = keys.length || words ? `${counts.join(", ")} match` : "";
  };

  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const item = target.closest(".item");
    if (item && item.hidden) {
      form.reset();
      apply();
    }
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    target.scrollIntoView();
    if (target.tabIndex < 0) target.tabIndex = -1;
    target.focus({ preventScroll: true });
  };

  let pause = 0;
  search.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(apply, 150);
  });
  form.addEventListener("change", apply);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    apply();
  });
  // The fields are empty only after the event.
  form.addEventListener("reset", () => setTimeout(apply));
  addEventListener("hashchange", reveal);

  const opened = [];
  addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll(".article:not([open])")) {
      fold.open = true;
      opened.push(fold);
    }
  });
  addEventListener("afterprint", () => {
    for (const fold of opened.splice(0)) fold.open = false;
  });

  panel.hidden = false;
  if (location.hash.length > 1) reveal();
})();
