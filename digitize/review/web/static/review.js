// The keys of the review. Everything that a key does is a button on the page, too.
"use strict";

const BURST = 350; // milliseconds after a letter that decides: what follows at once was meant as text, and is dropped
let burst = 0;
let viewer = null;
let pressed = 0;

function show() {
  const spot = document.getElementById("spot");
  if (!viewer || !spot) return;
  const around = document.getElementById("pages");
  const marks = [...spot.querySelectorAll("i"), ...(around ? around.querySelectorAll("i") : [])];
  const others = marks.map((one) => ({
    page: Number(one.dataset.page), box: edges(one.dataset.box), state: one.dataset.state,
    href: one.dataset.href, label: one.dataset.label,
  }));
  const page = Number(spot.dataset.page);
  const pages = around ? around.dataset.pages.split(",").map(Number) : [page];
  viewer.show({ sha: spot.dataset.sha, page, box: edges(spot.dataset.box), others, pages });
  for (const src of (spot.dataset.ahead || "").split(" ").filter(Boolean)) imageOf(src);
}

function button(key) {
  return [...document.querySelectorAll("[data-key]")].find(
    (one) => one.dataset.key.toLowerCase() === key.toLowerCase() && !one.disabled && !one.hidden,
  );
}

function press(key) {
  const found = button(key);
  if (found) found.click();
  return Boolean(found);
}

function begin(all) {
  const field = document.getElementById("text");
  if (!field) return false;
  field.focus();
  if (all) field.select();
  else field.setSelectionRange(field.value.length, field.value.length);
  return true;
}

function typing(event) {
  const field = event.target;
  if (event.key === "Escape") field.blur();
  else if (event.key === "ArrowDown" && document.querySelector(".suggest")) {
    event.preventDefault();
    document.querySelector(".suggest").focus();
  } else if (event.key === "Enter" && !event.shiftKey && field.form && field.form.id === "answer") {
    event.preventDefault();
    press("save");
  }
}

function among(event) {
  const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
  const next = step && event.target[step];
  if (!step) return false;
  event.preventDefault();
  if (next && next.classList.contains("suggest")) next.focus();
  else if (event.key === "ArrowUp") begin(false);
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const now = performance.now();
  if (event.target.matches("input:not([type=checkbox]), textarea, select")) {
    typing(event);
    return;
  }
  if (event.target.matches(".suggest") && among(event)) return;
  if (event.key === "Enter") {
    if (event.repeat) event.preventDefault();
    else if (!event.target.closest("button, a, summary, label")) press("Enter");
    return;
  }
  const move = { ArrowLeft: [80, 0], ArrowRight: [-80, 0], ArrowUp: [0, 80], ArrowDown: [0, -80] }[event.key];
  if (move && viewer && !event.target.closest(".desk button, .desk a")) {
    event.preventDefault();
    viewer.pan(...move);
  } else if (event.key === "F2" || event.key === "Backspace") {
    event.preventDefault();
    begin(false);
  } else if (event.key === "PageUp" || event.key === "PageDown" || event.key === "=") {
    if (press(event.key === "=" ? "+" : event.key)) event.preventDefault();
  } else if (event.key.length === 1 && event.key !== " ") {
    if (event.repeat || now < burst) event.preventDefault();
    else if (press(event.key)) {
      event.preventDefault();
      if (/^[a-z0-9]$/i.test(event.key) && !/^[pwcb]$/i.test(event.key)) burst = now + BURST;
    } else if (!begin(true)) return;
  }
});

document.addEventListener("click", (event) => {
  const fill = event.target.closest("[data-fill]");
  const field = document.getElementById("text");
  if (!fill || !field) return;
  field.value = fill.dataset.fill;
  begin(false);
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.target && event.detail.target.id === "desk") pressed = performance.now();
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "desk") return;
  show();
  document.getElementById("desk").scrollTop = 0;
  const invalid = document.querySelector("#desk [aria-invalid=true]");
  if (invalid) begin(false);
  else if (document.activeElement && document.activeElement !== document.body) document.activeElement.blur();
  document.body.dataset.took = (performance.now() - pressed).toFixed(1);
});

// Locked after a while without a key: what stands on the page goes, too.
function watch() {
  const seconds = Number(document.body.dataset.idle);
  const form = document.getElementById("lock");
  if (!seconds || !form) return;
  let timer = 0;
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(() => form.submit(), Math.min(seconds * 1000, 2147483647));
  };
  for (const name of ["keydown", "pointerdown", "wheel"]) document.addEventListener(name, again, { passive: true });
  again();
}

document.addEventListener("DOMContentLoaded", () => {
  const frame = document.getElementById("viewer");
  if (frame) viewer = new Viewer(frame);
  for (const one of document.querySelectorAll(".crop")) crop(one);
  for (const one of document.querySelectorAll("[data-here]")) one.value = location.pathname + location.search;
  show();
  watch();
});
