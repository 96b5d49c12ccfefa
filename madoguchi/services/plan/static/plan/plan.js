/* An explained term closes on Escape and opens again when it is left and come back to. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const term of document.querySelectorAll(".term:hover, .term:focus-within")) {
    term.classList.add("quiet");
    const back = () => term.classList.remove("quiet");
    term.addEventListener("mouseleave", back, { once: true });
    term.addEventListener("focusout", back, { once: true });
  }
});
