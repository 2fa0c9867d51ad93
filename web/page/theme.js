// Runs before anything is painted, so that a chosen theme never flashes in the other one.
try {
  const theme = localStorage.getItem("standings.theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // Without storage the system's theme holds.
}
