// Style sheets of what is not on the first view, fetched once it is wanted.

const asked = new Map();

/** Sees to style sheets; done once they hold. */
export function needStyles(...names) {
  return Promise.all(names.map((name) => {
    if (!asked.has(name)) asked.set(name, load(name));
    return asked.get(name);
  }));
}

function load(name) {
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
