// Asking which player one is, or whom to compare with.

import { dialog } from "./dialog.js";
import { playerFinder } from "./player-finder.js";
import { setMyPlayer } from "./storage.js";
import { needStyles } from "./views.js";

/** Asks for a player; gives the id, or null where the reader went back. */
export async function askForPlayer(page, title, label) {
  await needStyles("dialogs.css");
  return new Promise((resolve) => {
    let chosen = null;
    const finder = playerFinder(page, label, (id) => {
      chosen = id;
      asking.close();
    });
    const asking = dialog(title, finder.element);
    asking.addEventListener("close", () => resolve(chosen));
    asking.showModal();
    finder.field.focus();
  });
}

/** Asks who the reader is, and remembers it in this browser. */
export async function askForMyPlayer(page) {
  const { kingdom } = page.address;
  const id = await askForPlayer(page, "Which player are you?",
    "This browser remembers it and marks you on every board");
  if (id) setMyPlayer(kingdom, id);
  return id;
}
