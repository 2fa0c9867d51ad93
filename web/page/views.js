// The views: their modules and style sheets, loaded on the first use.

/** The module of each view, and the style sheets that the page does not link. */
const views = {
  board: [() => import("./board-view.js")],
  gains: [() => import("./gains-view.js"), "gains.css"],
  player: [() => import("./player-view.js"), "players.css"],
  uploads: [() => import("./uploads-view.js"), "reports.css"],
};

/** Loads a view with its style sheets. Resolves to the function that makes the view. */
export async function viewMaker(name) {
  const [module, ...styles] = views[name];
  const [{ createView }] = await Promise.all([module(), needStyles(...styles)]);
  return createView;
}

const requested = new Map();

/** Loads style sheets. Resolves when they apply. */
export function needStyles(...names) {
  return Promise.all(names.map((name) => {
    if (!requested.has(name)) requested.set(name, linked(name));
    return requested.get(name);
  }));
}

function linked(name) {
  // The bundle contains all style sheets.
  if (document.querySelector(`link[data-holds~="${name}"]`)) return null;
  return new Promise((resolve) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = `/${name}`;
    link.addEventListener("load", resolve);
    // A view without its styles is better than none; the next visit tries again.
    link.addEventListener("error", () => {
      requested.delete(name);
      resolve();
    });
    document.head.append(link);
  });
}
