// The button that switches between the themes.

import { icon } from "./icons.js";
import { remember } from "./storage.js";

const themes = ["automatic", "light", "dark"];

/** Makes the button switch between the themes: automatic (the system's), light and dark. */
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
