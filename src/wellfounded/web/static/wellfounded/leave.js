// "Leave this page", also by Shift three times. The page is blank before anything else happens. Without this script the
// button sends its form, which does the same more slowly.
"use strict";
(() => {
  const form = document.getElementById("leave");
  if (!form) return;
  const WITHIN = 2000;
  let pressed = [];
  let gone = false;

  function leave() {
    if (gone) return;
    gone = true;
    const told = new URLSearchParams(new FormData(form));
    const harmless = form.dataset.to;
    document.title = "\u2014";
    document.body.replaceChildren();
    const go = () => location.replace(harmless);
    // The session ends here even if the page is gone before the answer comes.
    fetch(form.action, { method: "POST", body: told, keepalive: true, credentials: "same-origin", redirect: "manual" })
      .then(go, go);
    setTimeout(go, 1500);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") {
      pressed = [];
      return;
    }
    if (event.repeat) return;
    const now = Date.now();
    pressed = [...pressed.filter((at) => now - at < WITHIN), now];
    if (pressed.length === 3) leave();
  });
})();
