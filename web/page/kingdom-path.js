// The paths of a kingdom in the API.

/** A path below a kingdom, with its query. Parameters that are null are omitted. */
export function kingdomPath(kingdom, path, query = {}) {
  const pairs = Object.entries(query).filter(([, value]) => value !== null && value !== undefined);
  const text = new URLSearchParams(pairs).toString();
  return `/v1/kingdoms/${kingdom}/${path}${text ? `?${text}` : ""}`;
}
