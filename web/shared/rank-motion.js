// The animation of rows from their old places to their new ones.

const DURATION_MS = 500;
const LONGEST_TRAVEL = 600;

/** The move that is under way, of each element. */
const slides = new WeakMap();

/** The top of each keyed element, by key. */
export function places(container) {
  const found = new Map();
  for (const each of container.querySelectorAll("[data-key]")) {
    found.set(each.dataset.key, each.getBoundingClientRect().top);
  }
  return found;
}

/**
 * Moves each keyed element from its previous place; a new one fades in. Nothing moves for readers
 * who prefer reduced motion.
 */
export function moveFrom(before, container) {
  if (before.size === 0 || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const keyed = [...container.querySelectorAll("[data-key]")];
  // A move that is under way ends, because the next one starts where the element is seen now.
  for (const each of keyed) slides.get(each)?.cancel();
  const moves = keyed
    .map((each) => [each, each.getBoundingClientRect()])
    .filter(([, { bottom, top }]) => bottom > -innerHeight && top < innerHeight * 2);
  for (const [each, { top }] of moves) {
    const start = before.get(each.dataset.key);
    if (start === undefined) each.animate([{ opacity: 0 }, { opacity: 1 }], DURATION_MS);
    else if (Math.abs(start - top) >= 1) slide(each, start - top);
  }
}

function slide(each, distance) {
  const travel = Math.max(-LONGEST_TRAVEL, Math.min(LONGEST_TRAVEL, distance));
  slides.set(each, each.animate(
    [{ transform: `translateY(${travel}px)` }, { transform: "none" }],
    { duration: DURATION_MS, easing: "cubic-bezier(.2,.7,.2,1)" }));
}
