// The weights of DKP: how many points a kill and a death count.

/** Formats weights for an address: `t4:10,t5:20,deaths:40`. */
export function formatWeights(weights) {
  return Object.entries(weights).map(([part, value]) => `${part}:${Number(value)}`).join();
}

/** Parses the weights of an answer into an object of texts. */
export function parseWeights(text) {
  return Object.fromEntries(text.split(",").map((weight) => weight.split(":")));
}
