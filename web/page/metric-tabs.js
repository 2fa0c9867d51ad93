// The tabs of the five metrics, after the tabs pattern of the ARIA Authoring Practices Guide.

import { element } from "../shared/element.js";
import { metrics } from "./metrics.js";

const steps = { ArrowLeft: -1, ArrowRight: 1 };

/**
 * The index of the tab that a key leads to, wrapping around at both ends.
 * @param {string} key
 * @param {number} current
 * @param {number} count
 * @returns {?number} null for a key that does not move
 */
export function tabForKey(key, current, count) {
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return Object.hasOwn(steps, key) ? (current + steps[key] + count) % count : null;
}

/**
 * Makes the tabs. Each is a link, so that readers can share it or open it in another tab.
 * @param {string} panel the id of the element that the tabs control
 * @param {(metric: string) => string} link the address of a metric
 * @param {(link: string) => void} go
 */
export function metricTabs(panel, link, go) {
  const tabs = Object.entries(metrics).map(([metric, name]) =>
    element("a",
      { role: "tab", id: `tab-${metric}`, "data-metric": metric, "aria-controls": panel }, name));
  const list = element("div", { role: "tablist", "aria-label": "Ranked by", class: "tabs" }, tabs);

  list.addEventListener("keydown", (event) => {
    const current = tabs.indexOf(document.activeElement);
    const next = event.key === " " ? current : tabForKey(event.key, current, tabs.length);
    if (next === null) return;
    event.preventDefault();
    const tab = tabs[next];
    tab.focus();
    if (tab.getAttribute("aria-selected") !== "true") go(tab.getAttribute("href"));
  });

  /** Shows the chosen metric, and updates the links of all tabs. */
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
