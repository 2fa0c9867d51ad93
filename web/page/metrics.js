// What players are ranked by, and what else is known of them.

/** The metrics with their names, in the order in which they are offered. */
export const metrics = {
  dkp: "DKP",
  kills: "Kills",
  deaths: "Deaths",
  power: "Power",
  kill_points: "Kill points",
};

/** The kills by tier, lowest first. */
export const tiers = {
  t1_kills: "Tier 1",
  t2_kills: "Tier 2",
  t3_kills: "Tier 3",
  t4_kills: "Tier 4",
  t5_kills: "Tier 5",
};
