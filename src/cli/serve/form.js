"use strict";
// Places for more articles, and files that are dropped anywhere on the page.
(() => {
  const articles = document.getElementById("articles");
  if (!articles) return;
  const more = document.getElementById("more");
  const drop = document.getElementById("drop");
  const files = document.getElementById("files");
  const said = document.getElementById("said");

  more.hidden = false;
  more.addEventListener("click", () => {
    const place = articles.lastElementChild.cloneNode(true);
    for (const field of place.querySelectorAll("input, textarea")) field.value = "";
    place.querySelector(".nth").textContent = articles.children.length + 1;
    articles.append(place);
    place.querySelector("input").focus();
  });

  const count = () => {
    const number = files.files.length;
    said.textContent = number ? `${number} file${number === 1 ? "" : "s"} chosen` : "";
  };
  files.addEventListener("change", count);
  addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  addEventListener("dragleave", () => drop.classList.remove("over"));
  addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    if (event.dataTransfer.files.length) files.files = event.dataTransfer.files;
    count();
  });
})();
