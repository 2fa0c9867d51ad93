// The views: their modules and style sheets, fetched once they are wanted.

/** The module of each view, and the style sheets that the first view does without. */
const views = {
  board: [() => import("./board-view.js")],
  gains: [() => import("./gains-view.js"), "gains.css"],
  player: [() => import("./player-view.js"), "players.css"],
  uploads: [() => import("./uploads-view.js"), "reports.css"],
};

/** What makes the view of a name, once its looks are there too. */
export async function viewMaker(name) {
  const [module, ...styles] = views[name];
  const [{ createView }] = await Promise.all([module(), needStyles(...styles)]);
  return createView;
}

const asked = new Map();

/** Sees to style sheets; done once they hold. */
export function needStyles(...names) {
  return Promise.all(names.map((name) => {
    if (!asked.has(name)) asked.set(name, linked(name));
    return asked.get(name);
  }));
}

function linked(name) {
  // The style sheet of the page may hold them all.
  if (document.querySelector(`link[data-holds~="${name}"]`)) return null;
  return new Promise((resolve) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = `/${name}`;
    link.addEventListener("load", resolve);
    // Without its looks a view is still worth more than none; the next visit tries again.
    link.addEventListener("error", () => {
      asked.delete(name);
      resolve();
    });
    document.head.append(link);
  });
}
