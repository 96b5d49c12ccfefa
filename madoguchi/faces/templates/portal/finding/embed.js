// The city's finder, or the calendar of one thing, where the tag stands: in the site's colour and as high as it has to be.
(() => {
  const me = document.currentScript, home = new URL(me.src).origin;
  const { kind = "finder", code = "", lang = "ja", accent = "" } = me.dataset;
  const calendar = kind === "calendar" && /^[a-z0-9-]+$/.test(code);
  const titles = calendar
    ? { ja: "空き状況", easy: "あいて いる 日", en: "What is free" }
    : { ja: "市の手続きをさがす", easy: "市の 手続（てつづ）きを さがす", en: "Find a service of the city" };
  const prefix = { en: "/en", easy: "/easy" }[lang] || "";
  const address = new URL(`${prefix}${calendar ? `/booking/${code}/embed/` : "/embed/finder/"}`, home);
  if (accent) address.searchParams.set("accent", accent);
  const frame = document.createElement("iframe");
  frame.src = address.href;
  frame.title = me.dataset.title || titles[lang] || titles.ja;
  frame.lang = lang === "en" ? "en" : "ja";
  frame.loading = "lazy";
  frame.style.cssText = "width:100%;height:36rem;border:0";
  me.after(frame);
  addEventListener("message", (event) => {
    const high = event.source === frame.contentWindow && event.origin === home && event.data && event.data.madoHeight;
    if (Number.isInteger(high) && high > 0) frame.style.height = `${Math.min(high, 20000)}px`;
  });
})();
