// Makes elements. Text from uploads becomes text nodes only, never markup.

const SVG = "http://www.w3.org/2000/svg";

/**
 * Makes an HTML element.
 * @param {string} name the tag
 * @param {Object<string, unknown>} [properties] attributes; `on…` is a listener, and `variables`
 *   are custom properties of CSS; null, undefined and false are ignored
 * @param {...(Node|string|null|undefined|Array)} children
 */
export function element(name, properties = {}, ...children) {
  return fill(document.createElement(name), properties, children);
}

/** Makes an SVG element, with the properties and children of `element`. */
export function svg(name, properties = {}, ...children) {
  return fill(document.createElementNS(SVG, name), properties, children);
}

/** Text for screen readers only. */
export function hiddenText(text) {
  return element("span", { class: "visually-hidden" }, text);
}

function fill(made, properties, children) {
  for (const [name, value] of Object.entries(properties)) setProperty(made, name, value);
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

function setProperty(made, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "variables") {
    for (const [key, each] of Object.entries(value)) made.style.setProperty(key, each);
  } else if (name.startsWith("on")) {
    made.addEventListener(name.slice(2), value);
  } else {
    made.setAttribute(name, value === true ? "" : value);
  }
}
