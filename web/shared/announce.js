// The announcements for screen readers.

/** Announces a text in the live region of the page. */
export function announce(text) {
  const announcements = document.querySelector("#announcements");
  announcements.textContent = "";
  // Screen readers announce a live region only when it changes.
  requestAnimationFrame(() => (announcements.textContent = text));
}
