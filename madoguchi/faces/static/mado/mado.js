/* Only what makes pages quicker or kinder. Everything works without it. */
(() => {
  "use strict";
  const page = document.documentElement;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const toast = document.getElementById("toast");
  const say = (words) => { if (toast) { toast.textContent = words; setTimeout(() => { toast.textContent = ""; }, 8000); } };
  page.dataset.js = "";

  // The summary of errors takes the focus, so that it is read out first.
  const summary = document.getElementById("error-summary");
  if (summary) requestAnimationFrame(() => { if (document.activeElement !== summary) summary.focus(); });

  // A second click on a form being sent does nothing.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.dataset.repeatable !== undefined || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    event.submitter?.setAttribute("aria-busy", "true");
    setTimeout(() => release(form), 8000);
  });
  const release = (form) => { delete form.dataset.sent; all("[aria-busy]", form).forEach((one) => one.removeAttribute("aria-busy")); };
  addEventListener("pageshow", (event) => { if (event.persisted) all("form[data-sent]").forEach(release); });

  // Leaving a page with unsaved input is asked about.
  let touched = false;
  all("form[data-keep]").forEach((form) => {
    form.addEventListener("input", () => { touched = true; });
    form.addEventListener("submit", () => { touched = false; });
  });
  addEventListener("beforeunload", (event) => { if (touched) event.preventDefault(); });

  // Another language in the middle of a page of questions: what was typed is saved by the page's own button for that language.
  const own = document.querySelector("main form [name=then][value^='lang:']")?.form;
  const before = own && new URLSearchParams(new FormData(own)).toString();
  const changed = () => own && new URLSearchParams(new FormData(own)).toString() !== before;
  all(".tools a[data-code]").forEach((link) => link.addEventListener("click", (event) => {
    const button = changed() && own.querySelector(`[name=then][value="lang:${CSS.escape(link.dataset.code)}"]`);
    if (!button) return;
    event.preventDefault();
    own.requestSubmit(button);
  }));

  // Size of letters, colours and keys change where one is: nothing typed is lost by it.
  all("form[data-display]").forEach((form) => form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = new FormData(form);
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(said), redirect: "manual", credentials: "same-origin" });
      if (answer.type !== "opaqueredirect") throw new Error("not kept");
    } catch { form.submit(); return; }
    for (const name of ["size", "contrast", "keys"]) {
      if (!said.has(name)) continue;
      if (said.get(name)) page.dataset[name] = said.get(name); else delete page.dataset[name];
    }
    const language = form.querySelector("[name=language]:checked");
    if (language && !language.defaultChecked) { location.reload(); return; }
    const menu = form.closest("details");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
    say(form.dataset.display);
  }));

  // The reading of a name follows what was typed for its kanji, as far as the input method tells.
  const katakana = (text) => text.replace(/[\u3041-\u3096]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0x60));
  all("[data-kana-for]").forEach((kana) => {
    const source = document.getElementById(kana.dataset.kanaFor);
    if (!source) return;
    let reading = "", own = kana.value !== "";
    kana.addEventListener("input", () => { own = kana.value !== ""; });
    source.addEventListener("compositionstart", () => { reading = ""; });
    source.addEventListener("compositionupdate", (event) => {
      const typed = (event.data || "").normalize("NFKC");
      if (/^[\u3041-\u3096\u30a1-\u30fa\u30fc]+$/.test(typed)) reading = typed;
    });
    source.addEventListener("compositionend", (event) => {
      if (!own && reading && event.data) kana.value += katakana(reading);
      reading = "";
    });
    source.addEventListener("input", () => { if (!own && !source.value) kana.value = ""; });
  });

  // An address from its postcode: fills what is empty, never what a person wrote.
  all("[data-postcode]").forEach((button) => {
    const group = button.closest("fieldset") || button.form;
    const box = button.closest(".field").querySelector("input");
    button.hidden = false;
    button.addEventListener("click", async () => {
      const code = box.value.normalize("NFKC").replace(/\D/g, "");
      try {
        const answer = code.length === 7 && await fetch(`${button.dataset.postcode}?postal=${code}`, { headers: { Accept: "application/json" } });
        if (!answer || !answer.ok) throw new Error("not found");
        for (const [part, words] of Object.entries(await answer.json())) {
          const input = group.querySelector(`[name$=".${CSS.escape(part)}"]`);
          if (input && words && !input.value) input.value = words;
        }
        group.querySelector('[name$=".street"]')?.focus();
      } catch { box.focus(); }
    });
  });

  // Parts that belong to one choice only.
  const fit = () => all("[data-when]").forEach((part) => {
    const [name, value] = part.dataset.when.split("=");
    const chosen = all(`[name="${CSS.escape(name)}"]`).filter((one) => one.checked || one.tagName === "SELECT").map((one) => one.value);
    part.hidden = chosen.length > 0 && !chosen.includes(value);
  });
  if (document.querySelector("[data-when]")) { fit(); document.addEventListener("change", fit); }

  // How many characters are left, said when little is.
  all("textarea[data-count]").forEach((box) => {
    const count = document.createElement("p");
    count.className = "count";
    count.setAttribute("aria-live", "polite");
    box.after(count);
    const tell = () => { const left = box.maxLength - box.value.length; count.textContent = left <= 50 ? box.dataset.count.replace("{n}", left) : ""; };
    box.addEventListener("input", tell);
    tell();
  });

  // Menus close by Escape and by a click elsewhere; dialogs open by their button.
  document.addEventListener("click", (event) => all("details.menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; }));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    all("details.menu[open]").forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
  });
  all("[data-opens]").forEach((button) => {
    const dialog = document.getElementById(button.dataset.opens);
    if (!dialog?.showModal) return;
    button.hidden = false;
    button.addEventListener("click", () => dialog.showModal());
  });
  all("[data-ticks]").forEach((button) => {
    const boxes = () => all(`input[type=checkbox][name="${CSS.escape(button.dataset.ticks)}"]`, button.form || document);
    button.hidden = false;
    button.addEventListener("click", () => { const to = boxes().some((one) => !one.checked); boxes().forEach((one) => { one.checked = to; }); });
  });
  all("[data-print]").forEach((button) => { button.hidden = false; button.addEventListener("click", () => print()); });

  // Parts that renew themselves: the same page is asked for again and the part of that id put in its place. What one is
  // typing into, or stands on by the keyboard, stays. A part with data-speak says what is new, once that was asked for.
  const speakOn = document.querySelector("[data-speak-on]");
  let aloud = false;
  if (speakOn && "speechSynthesis" in window && window.SpeechSynthesisUtterance) {
    speakOn.hidden = false;
    speakOn.addEventListener("click", () => { aloud = true; speakOn.hidden = true; speak(document.querySelector("[data-speak]")); });
  }
  const speak = (part) => {
    if (!aloud || !part?.dataset.speak) return;
    const said = new SpeechSynthesisUtterance(part.dataset.speak);
    said.lang = page.lang.startsWith("en") ? "en-US" : "ja-JP";
    said.rate = 0.9;
    speechSynthesis.speak(said);
  };
  // A live region stays where it is and gets what is new in it: one that was put in anew is read out each time, or never.
  const put = (fresh, old) => {
    if (old.isEqualNode(fresh)) return;
    const live = old.hasAttribute("aria-live") && fresh.hasAttribute("aria-live");
    if (!live && !(old.querySelector("[aria-live]") && old.children.length === fresh.children.length)) { old.replaceWith(document.importNode(fresh, true)); return; }
    for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    if (live) old.replaceChildren(...document.importNode(fresh, true).childNodes);
    else [...fresh.children].forEach((child, i) => put(child, old.children[i]));
  };
  const renew = async (id) => {
    const part = document.getElementById(id);
    if (!part) return;
    if (!document.hidden && !part.contains(document.activeElement)) {
      try {
        const answer = await fetch(location.href, { headers: { Accept: "text/html" }, credentials: "same-origin" });
        const fresh = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(id);
        if (fresh) {
          const before = part.dataset.change;
          put(fresh, part);
          if (fresh.dataset.change !== before) speak(fresh);
        }
      } catch { /* the line is cut: what is shown stays, and is tried again */ }
    }
    setTimeout(() => renew(id), Number(document.getElementById(id).dataset.refresh) * 1000);
  };
  all("[data-refresh][id]").forEach((part) => setTimeout(() => renew(part.id), Number(part.dataset.refresh) * 1000));

  // Reading aloud, where the browser can, block by block; the one being read is marked.
  all("[data-read-aloud]").forEach((button) => {
    if (!("speechSynthesis" in window) || !window.SpeechSynthesisUtterance) return;
    const label = button.querySelector("span") || button;
    const start = label.textContent;
    let marked = null;
    const mark = (block) => { marked?.classList.remove("reading"); block?.classList.add("reading"); marked = block; };
    const stop = () => { speechSynthesis.cancel(); mark(null); label.textContent = start; };
    const words = (block) => {
      const copy = block.cloneNode(true);
      all("rt, rp, script, svg, [hidden], .visually-hidden", copy).forEach((node) => node.remove());
      return copy.textContent.replace(/\s+/g, " ").trim();
    };
    button.hidden = false;
    button.addEventListener("click", () => {
      if (label.textContent !== start) { stop(); return; }
      const blocks = all("h1, h2, h3, p, li, dt, dd, th, td, legend, label, figcaption", document.getElementById("main"))
        .filter((one) => one.offsetParent && !one.closest("nav") && !one.querySelector("p, li, label, dd") && words(one));
      label.textContent = button.dataset.stop || start;
      blocks.forEach((block, i) => {
        const said = new SpeechSynthesisUtterance(words(block));
        said.lang = (block.closest("[lang]")?.lang || "ja").startsWith("en") ? "en-US" : "ja-JP";
        said.onstart = () => mark(block);
        said.onend = () => { if (i === blocks.length - 1) stop(); };
        speechSynthesis.speak(said);
      });
    });
    addEventListener("pagehide", () => speechSynthesis.cancel());
  });

  // Before the time is up it is said, and can be extended.
  const session = document.getElementById("session");
  if (session?.showModal) {
    const form = session.querySelector("form"), over = session.querySelector("[data-over]");
    let warning, end;
    const wait = (ends) => {
      clearTimeout(warning); clearTimeout(end);
      const left = Date.parse(ends) - Date.now();
      if (Number.isNaN(left) || left > 2 ** 31 - 1) return;
      warning = setTimeout(() => { if (!session.open) session.showModal(); }, Math.max(0, left - 120000));
      end = setTimeout(() => { form.hidden = true; over.hidden = false; touched = false; }, Math.max(0, left));
    };
    wait(session.dataset.sessionEnds);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      try {
        const answer = await fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin" });
        const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-session-ends]");
        if (!found) throw new Error("signed out");
        session.close();
        wait(found.dataset.sessionEnds);
      } catch { form.hidden = true; over.hidden = false; }
    });
  }

  // Keys of the desk: off while typing or in a dialog; each key stands on its button. They can be switched off.
  if (document.body.classList.contains("desk")) {
    const step = (by) => {
      const items = all("[data-item], .queue li > a").filter((one) => one.offsetParent);
      const held = document.activeElement.closest?.("[data-item], .queue li > a");
      const now = held ? items.indexOf(held) : items.findIndex((one) => one.closest("[aria-current='true']"));
      items[Math.min(items.length - 1, Math.max(0, now + by))]?.focus();
    };
    document.addEventListener("keydown", (event) => {
      if (page.dataset.keys === "off" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open]")) return;
      if (event.target.closest("input:not([type=radio], [type=checkbox]), select, textarea, [contenteditable]")) {
        if (event.key === "Escape") event.target.blur();
        return;
      }
      const key = event.key.toLowerCase();
      const box = key === "x" && document.activeElement.closest?.("tr")?.querySelector("input[type=checkbox]");
      if (box) { event.preventDefault(); box.click(); return; }
      const target = all(`[data-key="${CSS.escape(key)}"]`).find((one) => one.offsetParent && !one.disabled);
      if (!target && key !== "j" && key !== "k") return;
      event.preventDefault();
      if (!target) step(key === "j" ? 1 : -1);
      else if (target.matches("input, select, textarea, summary")) target.focus();
      else target.click();
    });
  }

  // Pieces brought in later: a refusal is said, not swallowed.
  document.addEventListener("htmx:responseError", (event) => say(`${event.detail.xhr.status}: ${page.lang === "en" ? "Please try again." : "もう一度お試しください。"}`));

  // How long a slot is still kept; at the end it is said, and the page can still be sent to hear the same from the house.
  all("[data-countdown]").forEach((box) => {
    const left = box.querySelector("[data-left]"), ends = performance.now() + 1000 * Number(box.dataset.countdown);
    const soon = [120, 60].filter((moment) => moment < box.dataset.countdown);
    left.hidden = false;
    const tick = () => {
      const seconds = Math.max(0, Math.round((ends - performance.now()) / 1000));
      left.querySelector("b").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      if (seconds && seconds <= soon[0]) { soon.shift(); say(box.dataset.soon.replace("{n}", Math.ceil(seconds / 60))); }
      if (seconds) { setTimeout(tick, 1000); return; }
      box.textContent = box.dataset.over;
      say(box.dataset.over);
    };
    tick();
  });
})();
