// The form that begins managing: it asks for the token.

import { element } from "../shared/element.js";
import { openForm } from "./form-dialog.js";
import { textField } from "./form-fields.js";

/**
 * Opens the form.
 * @param {Object} page
 * @param {(token: string) => void} begin
 */
export function openToken(page, begin) {
  const field = textField("token", "Token",
    { type: "password", autocomplete: "off", dir: "ltr" },
    "Leave it empty on the computer of a server that has no tokens.");
  openForm(page, "Manage boards", {
    content: [element("p", {}, "A token with the scopes submit and manage lets you create, " +
      "change, reset and delete boards, remove players and submit scores. " +
      "It stays in this tab until you close it.")],
    fields: [field], action: "Start managing",
    send: async ({ token }) => {
      begin(token);
      return null;
    },
  });
}
