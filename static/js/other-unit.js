// The other unit under the boxes, as it is typed: "= 170 cm". The server says it as well, once it has the answer.
const KG_PER_LB = 0.45359237;
const CM_PER_INCH = 2.54;
const number = (text) => (/^\s*\d{1,4}([.,]\d*)?\s*$/.test(text) ? Number(text.replace(",", ".")) : NaN);
const plain = (value, places) => String(Number(value.toFixed(places)));
const feet = (inches) => `${Math.floor(inches / 12)} ft${inches % 12 ? ` ${inches % 12} in` : ""}`;
const INTO = {
  lb: ([pounds]) => `${plain(pounds * KG_PER_LB, 1)} kg`,
  kg: ([kilograms]) => `${plain(kilograms / KG_PER_LB, 0)} lb`,
  "ft-in": ([whole, inches]) => `${plain((whole * 12 + inches) * CM_PER_INCH, 0)} cm`,
  cm: ([centimeters]) => feet(Math.round(centimeters / CM_PER_INCH)),
};

export default function otherUnit(line) {
  const { of: name, from } = line.dataset;
  const boxes = [...line.closest("form").querySelectorAll(`input[name="${name}"], input[name^="${name}_"]`)];
  const show = () => {
    const values = boxes.map((box) => number(box.value || "0"));
    line.textContent = boxes[0]?.value && !values.some(Number.isNaN) ? `= ${INTO[from](values)}` : "";
  };
  for (const box of boxes) box.addEventListener("input", show);
}
