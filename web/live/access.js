// Whether the reader manages boards, and the token for it. Both end with the browser's tab.

import { authorize } from "../shared/api.js";

const TOKEN = "standings.token";
const MANAGES = "standings.manages";

function stored(name) {
  try {
    return sessionStorage.getItem(name);
  } catch {
    return null;
  }
}

function store(name, text) {
  try {
    if (text === null) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, text);
  } catch {
    // Without storage, the token lasts until the page is left.
  }
}

/** Takes up what this tab has stored. Returns the access; its members change with it. */
export function startAccess() {
  const access = { token: stored(TOKEN), manages: stored(MANAGES) !== null };
  authorize(access.token);

  /** Begins to manage, with a token or without one. */
  function begin(token) {
    set(token || null, true);
  }

  /** Ends managing and forgets the token. */
  function end() {
    set(null, false);
  }

  function set(token, manages) {
    Object.assign(access, { token, manages });
    store(TOKEN, token);
    store(MANAGES, manages ? "yes" : null);
    authorize(token);
  }

  return Object.assign(access, { begin, end });
}
