// A page with boxes on it: moved to the place that matters, larger and smaller, drawn upon. Positions are set by script,
// since the page allows no style in its text.
"use strict";

const MOST_IMAGES = 8;
const images = new Map();

function imageOf(src) {
  let image = images.get(src);
  if (!image) {
    image = new Image();
    image.decoding = "async";
    image.alt = "";
    image.draggable = false;
    image.src = src;
  }
  images.delete(src);
  images.set(src, image);
  for (const old of images.keys()) {
    if (images.size <= MOST_IMAGES) break;
    images.delete(old);
  }
  return image;
}

function edges(text) {
  const numbers = (text || "").split(",").map(Number);
  return numbers.length === 4 && numbers.every(Number.isFinite) && text ? numbers : null;
}

class Viewer {
  constructor(frame) {
    this.frame = frame;
    this.stage = frame.querySelector(".stage");
    this.state = frame.querySelector(".state");
    this.sheet = document.createElement("div");
    this.sheet.className = "sheet";
    this.stage.append(this.sheet);
    this.plane = "colour";
    this.scale = 1;
    this.x = 0;
    this.y = 0;
    this.seen = null;
    this.stage.addEventListener("pointerdown", (event) => this.grasp(event));
    this.stage.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    new ResizeObserver(() => this.seen && this.settle()).observe(this.stage);
    for (const button of frame.querySelectorAll("[data-do]")) {
      button.addEventListener("click", () => this.do(button.dataset.do));
    }
  }

  // seen: { sha, page, box, others: [{page, box, state, href, label}], pages }
  show(seen) {
    this.seen = seen;
    this.box = seen.box;
    this.page = seen.page;
    this.draw(true);
  }

  draw(anew) {
    const { sha, others, pages } = this.seen;
    const image = imageOf(`/picture/${sha}/${this.page}/${this.plane}`);
    this.image = image;
    this.state.textContent = image.complete && image.naturalWidth ? "" : this.frame.dataset.drawing;
    this.sheet.replaceChildren(image);
    const ready = () => {
      if (this.image !== image) return;
      this.state.textContent = "";
      this.boxes(others);
      if (anew || !this.placed) this.settle();
      this.frame.dataset.ready = image.src;
    };
    if (image.complete && image.naturalWidth) ready();
    else {
      image.addEventListener("load", ready, { once: true });
      image.addEventListener("error", () => {
        images.delete(`/picture/${sha}/${this.page}/${this.plane}`);
        if (this.image === image) this.state.textContent = this.frame.dataset.failed;
      }, { once: true });
    }
    const several = pages.length > 1;
    this.frame.querySelector(".page").textContent = several ? `${this.page} / ${pages.join(", ")}` : "";
    for (const way of ["before", "after"]) this.frame.querySelector(`[data-do=${way}]`).hidden = !several;
  }

  boxes(others) {
    if (this.box && this.page === this.seen.page) this.put(this.box, "box main", null);
    for (const one of others) {
      if (one.page === this.page && one.box) this.put(one.box, one.href ? `box field ${one.state}` : `box ${one.state}`, one);
    }
  }

  put(box, name, one) {
    const mark = document.createElement(one && one.href ? "button" : "div");
    const [left, top, right, bottom] = box;
    mark.className = name;
    mark.style.left = `${left - 5}px`;
    mark.style.top = `${top - 5}px`;
    mark.style.width = `${right - left + 10}px`;
    mark.style.height = `${bottom - top + 10}px`;
    if (one && one.href) {
      mark.type = "button";
      mark.tabIndex = -1;
      mark.title = one.label;
      mark.setAttribute("aria-label", one.label);
      mark.addEventListener("click", () => htmx.ajax("GET", one.href, { target: "#desk" }));
    }
    this.sheet.append(mark);
    return mark;
  }

  settle() {
    if (!this.image || !this.image.naturalWidth) return;
    this.placed = true;
    if (this.box && this.page === this.seen.page) this.toBox();
    else this.whole();
  }

  // The box takes most of the width, but letters are never larger than is good to read.
  toBox() {
    const [left, top, right, bottom] = this.box;
    const { clientWidth: wide, clientHeight: high } = this.stage;
    const fit = Math.min((wide * 0.78) / (right - left), (high * 0.42) / (bottom - top));
    const page = wide / this.image.naturalWidth;
    this.scale = Math.max(page * 0.9, Math.min(fit, page * 1.9, 3));
    // What stands left of a value is its label.
    this.x = wide * 0.58 - (this.scale * (left + right)) / 2;
    this.y = high * 0.42 - (this.scale * (top + bottom)) / 2;
    const width = this.image.naturalWidth * this.scale;
    if (width > wide) this.x = Math.min(12, Math.max(wide - width - 12, this.x));
    this.move(true);
  }

  whole() {
    const { clientWidth: wide, clientHeight: high } = this.stage;
    this.scale = Math.min(wide / this.image.naturalWidth, high / this.image.naturalHeight) * 0.98;
    this.x = (wide - this.image.naturalWidth * this.scale) / 2;
    this.y = (high - this.image.naturalHeight * this.scale) / 2;
    this.move(true);
  }

  zoom(by, x = this.stage.clientWidth / 2, y = this.stage.clientHeight / 2) {
    const next = Math.min(8, Math.max(0.05, this.scale * by));
    this.x = x - ((x - this.x) * next) / this.scale;
    this.y = y - ((y - this.y) * next) / this.scale;
    this.scale = next;
    this.move(false);
  }

  pan(x, y) {
    this.x += x;
    this.y += y;
    this.move(false);
  }

  move(smooth) {
    this.sheet.classList.toggle("moving", smooth);
    this.sheet.style.transform = `translate(${this.x}px, ${this.y}px) scale(${this.scale})`;
    this.frame.dataset.scale = this.scale.toFixed(3);
  }

  wheel(event) {
    event.preventDefault();
    const seat = this.stage.getBoundingClientRect();
    this.zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, event.clientX - seat.left, event.clientY - seat.top);
  }

  grasp(event) {
    if (event.button !== 0 || event.target.closest("button")) return;
    event.preventDefault();
    const seat = this.stage.getBoundingClientRect();
    const at = (one) => [(one.clientX - seat.left - this.x) / this.scale, (one.clientY - seat.top - this.y) / this.scale];
    const from = at(event);
    let last = [event.clientX, event.clientY];
    this.stage.setPointerCapture(event.pointerId);
    const moved = (now) => {
      if (this.drawing) this.drawn(from, at(now));
      else this.pan(now.clientX - last[0], now.clientY - last[1]);
      last = [now.clientX, now.clientY];
    };
    this.stage.addEventListener("pointermove", moved);
    this.stage.addEventListener("pointerup", () => {
      this.stage.removeEventListener("pointermove", moved);
      if (this.drawing) this.do("draw");
    }, { once: true });
  }

  drawn(from, to) {
    const box = [Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[0], to[0]), Math.max(from[1], to[1])]
      .map((one, at) => {
        const most = at % 2 ? this.image.naturalHeight : this.image.naturalWidth;
        return Math.min(most, Math.max(0, Math.round(one)));
      });
    if (box[0] >= box[2] || box[1] >= box[3]) return;
    const field = document.getElementById("drawn");
    if (field) field.value = `${this.page}:${box.join(",")}`;
    for (const old of this.sheet.querySelectorAll(".drawn")) old.remove();
    this.put(box, "box drawn", null);
  }

  turn(by) {
    const { pages } = this.seen;
    const next = pages[pages.indexOf(this.page) + by];
    if (next === undefined) return;
    this.page = next;
    this.draw(true);
  }

  do(what) {
    if (!this.seen) return;
    if (what === "in") this.zoom(1.3);
    else if (what === "out") this.zoom(1 / 1.3);
    else if (what === "place") { this.page = this.seen.page; this.draw(true); }
    else if (what === "whole") this.whole();
    else if (what === "before") this.turn(-1);
    else if (what === "after") this.turn(1);
    else if (what === "clean" || what === "draw") {
      const button = this.frame.querySelector(`[data-do=${what}]`);
      const on = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(on));
      if (what === "draw") {
        this.drawing = on;
        this.stage.classList.toggle("drawing", on);
      } else {
        this.plane = on ? "ink" : "colour";
        this.draw(false);
      }
    }
  }
}

// A small picture of one place, that nobody moves.
function crop(frame) {
  const box = edges(frame.dataset.box);
  const image = new Image();
  image.alt = "";
  image.addEventListener("load", () => {
    const [left, top, right, bottom] = box || [0, 0, image.naturalWidth, image.naturalHeight];
    const scale = Math.min((frame.clientWidth * 0.9) / (right - left), (frame.clientHeight * 0.6) / (bottom - top), 1.6);
    const sheet = document.createElement("span");
    sheet.className = "sheet";
    const x = frame.clientWidth / 2 - (scale * (left + right)) / 2;
    const y = frame.clientHeight / 2 - (scale * (top + bottom)) / 2;
    sheet.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
    sheet.append(image);
    frame.replaceChildren(sheet);
  });
  image.src = frame.dataset.src;
}
