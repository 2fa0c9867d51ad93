// The player that the reader follows, in this browser. It is the same on every board.

import { remember, remembered } from "../shared/storage.js";

/** The id of the reader's player, or null. */
export const myId = () => remembered("live.player");

/** Stores the id of the reader's player; null forgets it. */
export const setMyId = (id) => remember("live.player", id);
