// The forms that create, change, reset and delete boards.

import { announce } from "../shared/announce.js";
import { element } from "../shared/element.js";
import { boardName } from "./board-words.js";
import { send } from "./commands.js";
import { openForm } from "./form-dialog.js";
import { choiceField, textField } from "./form-fields.js";
import { boardPath, BOARDS } from "./live-paths.js";
import { readersZone } from "./time-text.js";

const orders = { desc: "Highest score first", asc: "Lowest score first" };
const modes = { best: "Keep the best", increment: "Add up", replace: "Keep the last" };
const resets = {
  never: "Never", hourly: "Every hour", daily: "Every day", weekly: "Every Monday",
  monthly: "Every month", yearly: "Every year",
};

/** A limit that a reader may leave empty, as JSON. */
const optionalNumber = (text) => (text === "" ? null : Number(text));

const limitField = (value = "") => textField("max_entries", "Keep at most (players)",
  { inputmode: "numeric", placeholder: "no limit", value });

/** Opens the form of a new board. */
export function openNewBoard(page) {
  const fields = [
    textField("id", "Id", { maxlength: "64", required: true, placeholder: "game1" },
      "Letters, digits and - _ . : – it stays as it is."),
    textField("name", "Name", { maxlength: "200" }),
    choiceField("sort_order", "Order", orders),
    choiceField("update_mode", "Scores", modes),
    choiceField("reset_period", "Resets", resets),
    textField("time_zone", "Time zone of the resets", { value: "UTC", list: "zones" },
      `Yours is ${readersZone()}.`),
    textField("cron", "Or resets at", { placeholder: "0 18 * * 5", dir: "ltr" },
      "Five fields of cron, instead of the choice."),
    textField("decimal_places", "Decimal places", { inputmode: "numeric", value: "0" }),
    limitField(),
  ];
  const create = async ({ cron, ...values }) => {
    const made = await send("POST", BOARDS, JSON.stringify({
      ...values, name: values.name || values.id, reset_period: cron || values.reset_period,
      decimal_places: Number(values.decimal_places),
      max_entries: optionalNumber(values.max_entries),
    }));
    announce(`Created ${boardName(made)}`);
    await page.refresh();
    page.go(page.linkToBoard(made.id));
    return null;
  };
  openForm(page, "New board", { content: [zones()], fields, action: "Create", send: create });
}

/** The names of time zones, as suggestions. */
const zones = () => element("datalist", { id: "zones" },
  ...(Intl.supportedValuesOf?.("timeZone") ?? []).map((value) => element("option", { value })));

/** Opens the form that changes a board. */
export function openChange(page, board) {
  const fields = [
    textField("name", "Name", { maxlength: "200", value: board.name }),
    limitField(board.max_entries === null ? "" : String(board.max_entries)),
  ];
  const change = async ({ name, max_entries: limit }) => {
    await send("PATCH", boardPath(board.id),
      JSON.stringify({ name, max_entries: optionalNumber(limit) }));
    announce("Changed");
    await page.refresh();
    return null;
  };
  openForm(page, `Change ${boardName(board)}`, { fields, action: "Change", send: change });
}

/** Asks whether to reset a board. */
export function openReset(page, board) {
  const question = "Everybody starts again without a score. " +
    "The scores so far stay readable as an older period.";
  openForm(page, `Reset ${boardName(board)}?`, {
    content: [element("p", {}, question)], action: "Reset", isDangerous: true,
    send: async () => {
      await send("POST", boardPath(board.id, ["reset"]));
      announce("The board was reset");
      return null;
    },
  });
}

/** Asks whether to delete a board. */
export function openDeletion(page, board, total) {
  const question = `The board goes with the scores of ${total} and with all its periods. ` +
    "This cannot be undone.";
  openForm(page, `Delete ${boardName(board)}?`, {
    content: [element("p", {}, question)], action: "Delete", isDangerous: true,
    send: async () => {
      await send("DELETE", boardPath(board.id));
      page.leaveBoard(board);
      return null;
    },
  });
}
