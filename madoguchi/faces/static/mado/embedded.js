// Inside another site's page: say how high we are, so that nobody scrolls twice.
const tell = () => parent.postMessage({ madoHeight: Math.ceil(document.documentElement.getBoundingClientRect().height) }, "*");
new ResizeObserver(tell).observe(document.documentElement);
