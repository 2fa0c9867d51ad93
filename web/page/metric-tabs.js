// The tabs of the five metrics, by the pattern for tabs of the ARIA authoring practices.

import { element } from "./element.js";
import { metrics } from "./metrics.js";

const steps = { ArrowLeft: -1, ArrowRight: 1 };

/**
 * Makes the tabs. Each is a link, so that it can be opened elsewhere and shared.
 * @param {string} panel the id of the element that they change
 * @param {(metric: string) => string} link the address of a metric
 * @param {(link: string) => void} go
 */
export function metricTabs(panel, link, go) {
  const tabs = Object.entries(metrics).map(([metric, name]) =>
    element("a",
      { role: "tab", id: `tab-${metric}`, "data-metric": metric, "aria-controls": panel }, name));
  const list = element("div", { role: "tablist", "aria-label": "Ranked by", class: "tabs" }, tabs);

  list.addEventListener("keydown", (event) => {
    const present = tabs.indexOf(document.activeElement);
    let next = present + (steps[event.key] ?? 0);
    if (event.key === "Home") next = 0;
    else if (event.key === "End") next = tabs.length - 1;
    else if (event.key === " ") event.preventDefault();
    else if (!(event.key in steps)) return;
    event.preventDefault();
    const tab = tabs.at(next % tabs.length);
    tab.focus();
    if (tab.getAttribute("aria-selected") !== "true") go(tab.getAttribute("href"));
  });

  /** Shows which metric is chosen, and where the others lead from here. */
  function update(chosen) {
    for (const tab of tabs) {
      const isChosen = tab.dataset.metric === chosen;
      tab.setAttribute("href", link(tab.dataset.metric));
      tab.setAttribute("aria-selected", String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      if (isChosen) reveal(tab);
    }
  }

  function reveal(tab) {
    const inside = tab.offsetLeft >= list.scrollLeft &&
      tab.offsetLeft + tab.offsetWidth <= list.scrollLeft + list.clientWidth;
    if (!inside) list.scrollLeft = tab.offsetLeft - list.clientWidth / 3;
  }

  return { element: list, update };
}
