// The header: the choice of the kingdom, and the links to the views.

import { formatAddress, parseAddress } from "./address.js";

/** Brings the header to life; `update` shows an address and the kingdoms in it. */
export function startHeader(page) {
  const picker = document.querySelector("#kingdom");
  const links = document.querySelectorAll("[data-view]");

  picker.addEventListener("change", () => {
    const { view, metric } = page.address;
    page.go(formatAddress({ ...parseAddress(`?view=${view}`), kingdom: picker.value, metric }));
  });

  function update({ view, kingdom, metric }, kingdoms) {
    const numbers = (kingdoms ?? []).map((each) => String(each.kingdom));
    if (kingdom && !numbers.includes(kingdom)) numbers.unshift(kingdom);
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
