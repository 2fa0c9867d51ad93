// The button that goes through the themes: as the system has it, light, dark.

import { icon } from "./icons.js";
import { remember } from "./storage.js";

const themes = ["automatic", "light", "dark"];

/** Brings the button to life. */
export function startThemeSwitch(button) {
  let theme = document.documentElement.dataset.theme ?? "automatic";
  const show = () => {
    button.replaceChildren(icon(theme));
    const text = `Theme: ${theme}`;
    button.setAttribute("aria-label", text);
    button.title = text;
  };
  button.addEventListener("click", () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length];
    if (theme === "automatic") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    remember("theme", theme === "automatic" ? null : theme);
    show();
  });
  show();
}
