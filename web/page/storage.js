// What this browser remembers for its reader. Where it may not, the page works without.

/** The text kept under a name, or null. */
export function remembered(name) {
  try {
    return localStorage.getItem(`standings.${name}`);
  } catch {
    return null;
  }
}

/** Keeps a text under a name; null forgets it. */
export function remember(name, text) {
  try {
    if (text === null) localStorage.removeItem(`standings.${name}`);
    else localStorage.setItem(`standings.${name}`, text);
  } catch {
    // A browser that keeps nothing forgets on the next visit; nothing else depends on it.
  }
}

/** The id of the reader's own player in a kingdom, or null. */
export const myPlayer = (kingdom) => remembered(`player.${kingdom}`);

/** Remembers which player the reader is; null forgets. */
export const setMyPlayer = (kingdom, id) => remember(`player.${kingdom}`, id && String(id));
