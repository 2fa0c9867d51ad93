// The dialogs that ask for a player: who the reader is, or whom to compare with.

import { dialog } from "../shared/dialog.js";
import { playerFinder } from "./player-finder.js";
import { setMyPlayer } from "../shared/storage.js";
import { needStyles } from "./views.js";

/** Asks for a player. Resolves to the id, or to null if the reader closes the dialog. */
export async function askForPlayer(page, title, label) {
  await needStyles("shared/dialogs.css");
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

/** Asks which player the reader is, and stores the answer in this browser. */
export async function askForMyPlayer(page) {
  const { kingdom } = page.address;
  const id = await askForPlayer(page, "Which player are you?",
    "This browser remembers it and marks you on every board");
  if (id) setMyPlayer(kingdom, id);
  return id;
}
