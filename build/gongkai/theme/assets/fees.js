/* What a request may cost: the same sums as registers/fees.py, from the same numbers, which stand in the page. */
(() => {
  "use strict";
  const section = document.getElementById("fees");
  const tariffs = JSON.parse(section.dataset.tariffs);
  const count = document.getElementById("fees-count");
  const before = document.getElementById("fees-before");
  const amount = document.getElementById("fees-amount");

  /* First unit, last unit and price of each band that begins at `until` or before. */
  function* bands({ bands: known, beyond, every, rise }, until) {
    let low = 1;
    for (const [high, price] of known) {
      if (low > until) return;
      yield [low, high, price];
      low = high + 1;
    }
    for (let price = beyond; low <= until; price += rise) {
      const high = every ? low + every - 1 : until;
      yield [low, high, price];
      low = high + 1;
    }
  }

  const parts = (tariff, first, last) =>
    [...bands(tariff, last)]
      .filter(([, high]) => high >= first)
      .map(([low, high, price]) => [Math.max(low, first), Math.min(high, last), price]);

  const cost = ([first, last, price]) => (last - first + 1) * price;

  /* Full-width digits too; null for what is no number. */
  const number = (field) => {
    const text = field.value.normalize("NFKC").trim();
    return /^\d*$/.test(text) ? Number(text) : null;
  };

  const told = (tariff, wanted, earlier) => {
    const all = parts(tariff, earlier + 1, earlier + wanted);
    const { unit } = tariff;
    const price = (part) => (part[2] ? `每${unit}${part[2]}元，${cost(part)}元` : "不收费");
    const working = all.map((part) => `第${part[0]}至第${part[1]}${unit}${price(part)}`);
    const total = all.reduce((sum, part) => sum + cost(part), 0);
    return wanted ? `${working.join("；")}。合计${total}元。` : "";
  };

  const show = () => {
    const basis = section.querySelector("[name='fees-basis']:checked").value;
    const tariff = tariffs.find((each) => each.basis === basis);
    before.disabled = !tariff.every; // pages of one request are counted by themselves
    const [wanted, earlier] = [number(count), tariff.every ? number(before) : 0];
    amount.textContent = wanted === null || earlier === null ? "请填写不带单位的整数。" : told(tariff, wanted, earlier);
  };

  section.addEventListener("input", show);
  show(); // a browser may have kept what was chosen
})();
