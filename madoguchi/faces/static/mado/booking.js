// 空き状況をほかのサイトに: <script src="…/static/mado/booking.js" data-thing="consult-law" data-colour="0a6b3b" data-language="en" async></script>
// Puts the calendar of one thing where the tag stands, as high as it has to be. Without a script the address in it works as an iframe.
(() => {
  const me = document.currentScript;
  const home = new URL(me.src).origin;
  const { thing = "", colour = "", language = "", title = "空き状況 / Availability" } = me.dataset;
  const prefix = { en: "/en", easy: "/easy" }[language] || "";
  const address = new URL(`${prefix}/booking/${encodeURIComponent(thing)}/embed/`, home);
  if (colour) address.searchParams.set("colour", colour.replace("#", ""));
  const frame = document.createElement("iframe");
  frame.src = address.href;
  frame.title = title;
  frame.loading = "lazy";
  frame.style.cssText = "width:100%;height:36rem;border:0";
  me.after(frame);
  addEventListener("message", (event) => {
    const high = event.source === frame.contentWindow && event.origin === home && event.data && event.data.madoHeight;
    if (Number.isInteger(high) && high > 0) frame.style.height = `${Math.min(high, 20000)}px`;
  });
})();
