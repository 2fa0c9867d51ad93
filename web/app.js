// The first page: the three boards of a kingdom's latest snapshot.
// Names and alliances are set as text, never as HTML: an uploader may type anything.

const metrics = { dkp: "DKP", kills: "Kills", deaths: "Deaths" };
const numbers = new Intl.NumberFormat();
const status = document.querySelector("#snapshot");
const kingdoms = document.querySelector("#kingdom");
const boards = document.querySelector("#boards");

async function get(path) {
  const response = await fetch(path);
  const body = await response.json();
  if (!response.ok) throw new Error(body.detail ?? response.statusText);
  return body;
}

function element(name, ...children) {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}

function row(entry) {
  const name = element("bdi", entry.name);
  const player = entry.alliance === null ? [name] : [element("bdi", `[${entry.alliance}] `), name];
  return element("tr", element("td", `${entry.rank}`), element("td", ...player),
    element("td", numbers.format(entry.value)));
}

function table(title, board) {
  const head = element("tr", ...["#", "Player", title].map((text) => element("th", text)));
  const rows = board.entries.map(row);
  const empty = element("p", "Nobody in this snapshot has a value here.");
  const content = rows.length === 0 ? empty
    : element("table", element("thead", head), element("tbody", ...rows));
  return element("section", element("h2", title), content);
}

async function show(kingdom) {
  const path = (metric) => `/v1/kingdoms/${kingdom}/leaderboards/${metric}?limit=100`;
  const loaded = await Promise.all(Object.keys(metrics).map((metric) => get(path(metric))));
  boards.replaceChildren(...loaded.map((board) => table(metrics[board.metric], board)));
  status.textContent =
    `Snapshot of ${loaded[0].snapshot_date}, ${numbers.format(loaded[0].total_players)} players`;
}

function fail(error) {
  boards.replaceChildren();
  status.textContent = `The boards could not be loaded: ${error.message}`;
}

async function start() {
  const list = (await get("/v1/kingdoms")).kingdoms;
  kingdoms.replaceChildren(...list.map(({ kingdom }) => new Option(kingdom, kingdom)));
  kingdoms.addEventListener("change", () => show(kingdoms.value).catch(fail));
  if (list.length > 0) return show(kingdoms.value);
  status.textContent = "No snapshot yet. Drop an upload into the inbox folder of the lake.";
}

start().catch(fail);
