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

  // The filters stand in the address, so that they survive a reload and can be sent along with a link; whatever else
  // stands in it stays. Speakers and outlets stand there by name, since their keys are places in this report alone; only
  // two of one name are told apart by their keys.
  const label = (choice) => choice.dataset.choice;
  const named = (choice, option) => {
    const namesakes = [...choice.options].filter((other) => other.text === option.text);
    return /^[os]\d+$/.test(option.value) && namesakes.length === 1 ? option.text : option.value;
  };

  const restore = () => {
    const kept = new URLSearchParams(location.search);
    search.value = kept.get("search") ?? "";
    for (const choice of choices) {
      const wanted = kept.get(label(choice));
      const found = wanted && [...choice.options].find((option) => named(choice, option) === wanted);
      choice.value = found ? found.value : "";
    }
  };

  const keep = () => {
    const address = new URL(location.href);
    const set = (key, value) => (value ? address.searchParams.set(key, value) : address.searchParams.delete(key));
    set("search", search.value.trim());
    for (const choice of choices) set(label(choice), choice.value && named(choice, choice.selectedOptions[0]));
    // A link to what is filtered out would take the filters away again.
    if (linked()?.closest("[hidden]")) address.hash = "";
    if (address.href === location.href) return;
    try {
      history.replaceState(null, "", address);
    } catch {
      // Where a page may not change its address, the filters work all the same.
    }
  };

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

  const filter = () => {
    apply();
    keep();
  };

  const linked = () => document.getElementById(location.hash.slice(1));

  const reveal = () => {
    const target = linked();
    if (!target) return;
    const item = target.closest(".item");
    if (item && item.hidden) {
      form.reset();
      filter();
    }
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    target.scrollIntoView();
    if (target.tabIndex < 0) target.tabIndex = -1;
    target.focus({ preventScroll: true });
  };

  let pause = 0;
  search.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(filter, 150);
  });
  form.addEventListener("change", filter);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    filter();
  });
  // The fields are empty only after the event.
  form.addEventListener("reset", () => setTimeout(filter));
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
  restore();
  apply();
  if (location.hash.length > 1) reveal();
})();
