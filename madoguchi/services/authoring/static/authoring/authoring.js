// Keeps what is typed on a page of the editor, some seconds after the last key, until it is saved. Without it the button saves.
(() => {
  "use strict";
  const form = document.querySelector("form[data-keep]");
  if (!form) return;
  const says = document.querySelector("[data-kept]");
  let timer = 0, sending = false, again = false;
  const keep = async () => {
    if (sending) { again = true; return; }
    sending = true;
    try {
      const answer = await fetch(form.dataset.keep, { method: "POST", body: new FormData(form), credentials: "same-origin" });
      if (answer.ok && says) says.textContent = await answer.text();
    } catch { /* offline: the next key tries again */ }
    sending = false;
    if (again) { again = false; keep(); }
  };
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(keep, 2000); });
  form.addEventListener("submit", () => clearTimeout(timer));
})();
