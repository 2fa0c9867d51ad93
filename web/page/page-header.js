// The header: the kingdom, the links to the views and the theme.

import { formatAddress, parseAddress } from "./address.js";
import { offeredKingdoms } from "./kingdom-choice.js";
import { startThemeSwitch } from "../shared/theme-switch.js";

/** Starts the header; `update` shows an address and the known kingdoms. */
export function startHeader(page) {
  const picker = document.querySelector("#kingdom");
  const links = document.querySelectorAll("[data-view]");
  startThemeSwitch(document.querySelector("#theme"));

  picker.addEventListener("change", () => {
    const { view, metric } = page.address;
    page.go(formatAddress({ ...parseAddress(`?view=${view}`), kingdom: picker.value, metric }));
  });

  function update({ view, kingdom, metric }, kingdoms) {
    const numbers = offeredKingdoms(kingdoms, kingdom);
    if ([...picker.options].map(({ value }) => value).join() !== numbers.join()) {
      picker.replaceChildren(...numbers.map((each) => new Option(`Kingdom ${each}`, each)));
    }
    picker.hidden = numbers.length === 0;
    picker.disabled = false;
    if (kingdom) picker.value = kingdom;
    for (const link of links) showLink(link, view, { kingdom, metric: metric ?? "dkp" });
  }

  return { update };
}

function showLink(link, shown, kept) {
  const { view } = link.dataset;
  link.href = formatAddress({ ...parseAddress(`?view=${view}`), ...kept });
  if (view === shown) link.setAttribute("aria-current", "page");
  else link.removeAttribute("aria-current");
}
