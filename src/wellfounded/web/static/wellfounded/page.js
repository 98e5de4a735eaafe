// The day slider: its day is written into the field beside it, and shown when it is let go. Without this file both are sent.
"use strict";
for (const form of document.querySelectorAll("form[data-day]")) {
  const slide = form.elements.namedItem("slide");
  const on = form.elements.namedItem("on");
  const first = Date.parse(form.dataset.day + "T00:00:00Z");
  const sent = ["slide", "slid", "first"].map((name) => form.elements.namedItem(name));
  const go = () => { for (const field of sent) field.disabled = true; form.requestSubmit(); };
  slide.addEventListener("input", () => {
    on.value = new Date(first + Number(slide.value) * 86400000).toISOString().slice(0, 10);
  });
  slide.addEventListener("change", go);
  on.addEventListener("change", () => { if (on.value) go(); });
  form.addEventListener("submit", () => { for (const field of sent) field.disabled = true; });
}
