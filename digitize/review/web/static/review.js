// The keys of the review. Everything that a key does is a button on the page, too.
"use strict";

const UNSEEN = 700; // milliseconds that a field stands before it can be decided: a press that comes sooner was meant for the one before
const BURST = 1500; // milliseconds after a letter that decides: what follows at once was meant as text, and is dropped
const HURRY = 2500; // milliseconds after a letter within which the next one goes on with the same word
let ready = 0;
let burst = 0;
let acted = "";
let typed = "";
let typedAt = 0;
let asked = "";
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

function parts() {
  return [...document.querySelectorAll("#answer input:not([type=hidden]), #answer textarea")];
}

// Whether something was typed that is neither kept nor given up: no key may decide past it.
function isTyped() {
  return parts().some((one) => one.value !== one.defaultValue || one.getAttribute("aria-invalid") === "true");
}

function giveUp() {
  for (const one of parts()) {
    one.removeAttribute("aria-invalid");
    one.value = one.defaultValue;
  }
  const checked = document.getElementById("checked");
  if (checked) checked.replaceChildren();
  forget();
}

function forget() {
  typed = asked = "";
  const again = document.getElementById("again");
  if (again) again.textContent = "";
}

// U and N stand in names, too: the first press asks, the second one decides, any other letter makes both of them text.
function ask(key, found) {
  forget();
  asked = typed = key;
  const again = document.getElementById("again");
  if (again) again.textContent = found.dataset.again;
}

function letter(event, now) {
  const key = event.key.toLowerCase();
  const goesOn = typed !== "" && (asked !== "" || now - typedAt < HURRY);
  const before = goesOn ? typed : "";
  typedAt = now;
  const isSame = asked === key;
  const found = button(key);
  const isDigit = /^[0-9]$/.test(key);
  if (found && found.dataset.again && !isSame) {
    ask(key, found);
    typed = before + event.key;
    event.preventDefault();
  } else if (found && !(isDigit && goesOn) && !(asked && !isSame)) {
    event.preventDefault();
    forget();
    found.click();
    if (/^[pwcb]$/.test(key)) typed = before + event.key;
    else if (/^[a-z0-9]$/.test(key)) [burst, acted] = [now + BURST, key];
  } else {
    forget();
    if (begin(!before) && before) document.getElementById("text").value = before;
  }
}

function typing(event) {
  const field = event.target;
  if (event.key === "Escape") {
    giveUp();
    field.blur();
  }
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
  if (event.key === "Escape") giveUp();
  if (isTyped() && (event.key === "Enter" || (event.key.length === 1 && event.key !== " "))) {
    if (event.key === "Enter") {
      if (event.target.closest("button, a, summary, label")) return;
      event.preventDefault();
    }
    begin(false);
    return;
  }
  if (event.key === "Enter") {
    if (event.repeat) event.preventDefault();
    else if (asked) {
      event.preventDefault(); // the question was about another answer than this one
      forget();
    } else if (!event.target.closest("button, a, summary, label")) press("Enter");
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
    const key = event.key.toLowerCase();
    const isAgain = key === acted && (key === "s" || key === "z");
    if (event.repeat) event.preventDefault();
    else if (now < burst && !isAgain) {
      event.preventDefault();
      burst = now + BURST;
    } else letter(event, now);
  }
});

// Here all ways meet: a mouse, a key, and Enter on a button.
document.addEventListener("click", (event) => {
  const decides = event.target.closest("#answer button[name], .list form button.main");
  if (!decides || performance.now() >= ready) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

document.addEventListener("click", (event) => {
  const fill = event.target.closest("[data-fill]");
  const field = document.getElementById("text");
  if (!fill || !field) return;
  field.value = fill.dataset.fill;
  begin(false);
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

// What could not be kept is said, and stays said until something goes through.
function fail(event) {
  if (!event.detail.target || event.detail.target.id !== "desk") return;
  const failed = document.getElementById("failed");
  const page = new DOMParser().parseFromString(event.detail.xhr.responseText || "", "text/html");
  const said = page.querySelector(".alone p");
  failed.textContent = `${failed.dataset.unkept} ${said ? said.textContent : failed.dataset.unanswered}`;
}
for (const one of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) document.addEventListener(one, fail);

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.target && event.detail.target.id === "desk") pressed = performance.now();
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "desk") return;
  const desk = document.getElementById("desk");
  show();
  ready = performance.now() + UNSEEN;
  document.getElementById("failed").textContent = "";
  forget();
  desk.scrollTop = 0;
  const invalid = document.querySelector("#desk [aria-invalid=true]");
  if (invalid) begin(false);
  else desk.focus({ preventScroll: true });
  document.body.dataset.took = (performance.now() - pressed).toFixed(1);
});

// Locked after a while without a key: what stands on the page goes, too. While somebody types or looks, the server is
// told, or it would take long typing for a page that was left alone.
function watch() {
  const seconds = Number(document.body.dataset.idle);
  const form = document.getElementById("lock");
  if (!seconds || !form) return;
  let timer = 0;
  let told = performance.now();
  const tell = () => {
    if (performance.now() - told < (seconds * 1000) / 4) return;
    told = performance.now();
    fetch("/here", { method: "POST", headers: { "X-Token": form.elements.token.value } }).catch(() => {});
  };
  const again = () => {
    tell();
    clearTimeout(timer);
    timer = setTimeout(() => form.submit(), Math.min(seconds * 1000, 2147483647));
  };
  for (const name of ["keydown", "input", "pointerdown", "wheel"]) document.addEventListener(name, again, { passive: true });
  again();
}

document.addEventListener("DOMContentLoaded", () => {
  const frame = document.getElementById("viewer");
  if (frame) viewer = new Viewer(frame);
  for (const one of document.querySelectorAll(".crop")) crop(one);
  for (const one of document.querySelectorAll("[data-here]")) one.value = location.pathname + location.search;
  show();
  ready = performance.now() + UNSEEN;
  watch();
});
