// The order of rows that stay the same elements.

/**
 * Makes elements the children of a container in an order, with few moves. The child that has the
 * focus never moves, so that it keeps the focus.
 * @param {Element} container
 * @param {Element[]} wanted
 * @param {?Element} focused one of the children, or null
 */
export function reorder(container, wanted, focused = null) {
  const kept = new Set(wanted);
  for (const child of [...container.children]) if (!kept.has(child)) child.remove();
  const place = focused ? wanted.indexOf(focused) : -1;
  if (place < 0) return arrange(container, wanted, container.firstElementChild);
  arrange(container, wanted.slice(0, place), container.firstElementChild, focused);
  arrange(container, wanted.slice(place + 1), focused.nextElementSibling);
}

/** Puts elements in order before `end`, from the child `next` on. */
function arrange(container, wanted, next, end = null) {
  for (const each of wanted) {
    if (each === next) {
      next = next.nextElementSibling;
    } else if (next && next !== end && next.nextElementSibling === each) {
      // The child moves down: one move instead of one for each child that moves up.
      const falling = next;
      next = each.nextElementSibling;
      falling.remove();
    } else {
      container.insertBefore(each, next);
    }
  }
}
