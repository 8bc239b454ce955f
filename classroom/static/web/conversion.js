// Kana conversion: an Enter that ends one must do nothing. Chrome and Firefox say isComposing; Safari ends the
// conversion first and then sends that same Enter with the code 229; older Chrome sends a plain Enter at the same
// instant.

let conversionEndedAt = -Infinity;

export const belongsToConversion = (event) =>
  event.isComposing || event.keyCode === 229 || (event.key === "Enter" && event.timeStamp - conversionEndedAt < 30);

document.addEventListener("compositionend", (event) => { conversionEndedAt = event.timeStamp; }, true);
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && belongsToConversion(event)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);
