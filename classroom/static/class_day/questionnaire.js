// One line a sheet: a digit fills its box and goes on to the next. Every page is complete without this file.

for (const form of document.querySelectorAll("form[data-steps]")) {
  const boxes = [...form.querySelectorAll("input[data-step]")];
  const go = (box, by) => {
    const next = boxes[boxes.indexOf(box) + by];
    next?.focus();
    next?.select();
  };
  // Digits typed with the Japanese keyboard on arrive full width, and some only when their conversion ends.
  const settle = (box) => {
    const digit = box.value.normalize("NFKC").trim().slice(-1);
    box.value = /^[0-4]$/.test(digit) ? digit : "";
    if (box.value) go(box, 1);
  };
  for (const box of boxes) {
    box.addEventListener("input", (event) => { if (!event.isComposing) settle(box); });
    box.addEventListener("compositionend", () => settle(box));
    box.addEventListener("focus", () => box.select());
    box.addEventListener("keydown", (event) => {
      if (event.key === "Backspace" && !box.value) { event.preventDefault(); go(box, -1); }
      if (event.key === "ArrowLeft") { event.preventDefault(); go(box, -1); }
      if (event.key === "ArrowRight") { event.preventDefault(); go(box, 1); }
    });
  }
  if (!document.querySelector(".errsum")) boxes.find((box) => !box.value)?.focus();
}
