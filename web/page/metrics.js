// The metrics that rank players, and the kills by tier.

/** The names of the metrics, in the order of the tabs. */
export const metrics = {
  dkp: "DKP",
  kills: "Kills",
  deaths: "Deaths",
  power: "Power",
  kill_points: "Kill points",
};

/** The names of the tiers of kills, lowest first. */
export const tiers = {
  t1_kills: "Tier 1",
  t2_kills: "Tier 2",
  t3_kills: "Tier 3",
  t4_kills: "Tier 4",
  t5_kills: "Tier 5",
};
