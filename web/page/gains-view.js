// The view of gains: what players gained between two dates.

import { get, Rejection } from "../shared/api.js";
import { datePicker } from "./date-picker.js";
import { element } from "../shared/element.js";
import { counted, mediumDate } from "../shared/format.js";
import { gainsLists } from "./gains-lists.js";
import { gainsTable } from "./gains-table.js";
import { icon } from "../shared/icons.js";
import { kingdomPath } from "./kingdom-path.js";
import { metricTabs } from "./metric-tabs.js";
import { metrics } from "./metrics.js";
import { moveFrom, places } from "../shared/rank-motion.js";
import { weightsForm } from "./weights-form.js";

const PAGE_SIZE = 100;

/** Makes the view; `show` loads what an address names. */
export function createView(page) {
  const heading = element("h1", { tabindex: "-1" });
  const about = element("p", { class: "about" });
  const from = datePicker("From", (date) => page.go(page.link({ from: date })));
  const to = datePicker("To", chooseTo);
  const tabs = metricTabs("gains", (metric) => page.link({ metric, weights: null }), page.go);
  const weights = weightsForm(page);
  const download = element("a", { class: "button", download: true }, icon("download"), "CSV");
  const table = gainsTable(page, showMore);
  const lists = gainsLists(page);
  const single = element("p", { class: "notice", hidden: true },
    "There is only one snapshot. Gains need two: upload another date.");
  const panel = element("div", { id: "gains", role: "tabpanel" },
    weights.element, single, table.element, lists.element);
  const view = element("div", { class: "view view-gains", "aria-busy": "true" },
    element("header", { class: "head" },
      element("div", { class: "head-words" }, heading, about),
      element("div", { class: "pickers" }, from.element, to.element)),
    element("div", { class: "toolbar" }, tabs.element,
      element("div", { class: "tools" }, weights.button, download)),
    panel);

  let shown = null;
  let latest = null;

  function chooseTo(date) {
    page.go(page.link(periodUntil(date, page.address.from, latest)));
  }

  const query = (address) => ({ from: address.from, to: address.to, weights: address.weights });

  async function show(address, signal, { isRefresh = false } = {}) {
    tabs.update(address.metric);
    panel.setAttribute("aria-labelledby", `tab-${address.metric}`);
    if (!shown) {
      heading.textContent = gainsTitle(address);
      about.textContent = "Loading…";
    }
    view.setAttribute("aria-busy", "true");
    const path = kingdomPath(address.kingdom, `gains/${address.metric}`, query(address));
    const [gains, { snapshots }] = await Promise.all([
      get(path, signal).catch((error) => nullWithoutEarlier(error, address)),
      get(kingdomPath(address.kingdom, "snapshots"), signal),
    ]);
    view.setAttribute("aria-busy", "false");
    if (!gains && snapshots.length > 1) throw new Rejection(404, noEarlier(address));
    if (shown?.gains === gains && shown.path === path) return;
    latest = snapshots[0].date;
    const before = shown ? places(panel) : new Map();
    const isChange = isRefresh && shown?.gains;
    shown = { gains, path };
    draw(gains, address, snapshots.map(({ date }) => date));
    moveFrom(before, panel);
    if (isChange) page.announce("The gains were updated");
  }

  function draw(gains, address, dates) {
    heading.textContent = gainsTitle(address);
    const parts = [table.element, lists.element, from.element, to.element];
    for (const each of parts) each.hidden = !gains;
    single.hidden = Boolean(gains);
    download.hidden = !gains;
    weights.update(gains?.weights ?? null, address);
    if (!gains) {
      about.textContent = `One snapshot, ${mediumDate(dates[0])}`;
      return;
    }
    from.update(dates.filter((date) => date < gains.to), gains.from);
    to.update(dates.slice(0, -1), gains.to);
    about.textContent = `${counted(gains.compared_players, "player")} compared, ` +
      `${mediumDate(gains.from)} to ${mediumDate(gains.to)}`;
    download.href = kingdomPath(address.kingdom, `gains/${address.metric}.csv`, query(address));
    table.show(gains, address);
    lists.show(gains, address);
  }

  function showMore(cursor, address) {
    return get(kingdomPath(address.kingdom, `gains/${address.metric}`,
      { ...query(address), limit: PAGE_SIZE, cursor }));
  }

  return {
    element: view,
    show,
    title: () => `${heading.textContent}, Kingdom ${page.address.kingdom}`,
    get hasContent() {
      return shown !== null;
    },
  };
}

/**
 * The period that ends at a date, as parts of an address.
 * @param {string} date
 * @param {?string} from the chosen start; it is dropped unless it is before the date
 * @param {string} latest the date of the latest snapshot, which an address omits
 */
export function periodUntil(date, from, latest) {
  return { to: date === latest ? null : date, from: from && from < date ? from : null };
}

/** The heading of the view. */
export function gainsTitle({ metric }) {
  return `Gains in ${metric === "dkp" ? metrics.dkp : metrics[metric].toLowerCase()}`;
}

/** Null if there may be no earlier snapshot; the list of snapshots decides whether there is. */
function nullWithoutEarlier(error, address) {
  if (error instanceof Rejection && error.status === 404 && !address.from) return null;
  throw error;
}

function noEarlier({ to }) {
  return { detail: `no snapshot to compare ${to ? `that of ${to}` : "the latest"} with` };
}
