// The settings of the reader in this browser. The page works without storage too.

/** The stored text of a name, or null. */
export function remembered(name) {
  try {
    return localStorage.getItem(`standings.${name}`);
  } catch {
    return null;
  }
}

/** Stores a text under a name; null deletes it. */
export function remember(name, text) {
  try {
    if (text === null) localStorage.removeItem(`standings.${name}`);
    else localStorage.setItem(`standings.${name}`, text);
  } catch {
    // Without storage, the next visit begins without these settings.
  }
}

/** The id of the reader's own player in a kingdom, or null. */
export const myPlayer = (kingdom) => remembered(`player.${kingdom}`);

/** Stores the id of the reader's own player in a kingdom; null deletes it. */
export const setMyPlayer = (kingdom, id) => remember(`player.${kingdom}`, id && String(id));
