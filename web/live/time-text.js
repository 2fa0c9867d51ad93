// Times and the time that remains, as they are shown.

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const instants = new Intl.DateTimeFormat(undefined, {
  weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit",
  timeZoneName: "short",
});
const date = { day: "numeric", month: "short", year: "numeric" };
const time = { hour: "numeric", minute: "2-digit" };

/** A time in the reader's zone, which it names: Mon, Nov 30, 1:00 AM GMT+1. */
export const instantText = (time) => instants.format(new Date(time));

/** The time that remains: 3 d 04:05:06, or 04:05:06 within a day. */
export function remainingText(milliseconds) {
  const rest = Math.max(0, Math.ceil(milliseconds / SECOND) * SECOND);
  const two = (unit, limit) => String(Math.floor(rest / unit) % limit).padStart(2, "0");
  const clock = `${two(HOUR, 24)}:${two(MINUTE, 60)}:${two(SECOND, 60)}`;
  return rest < DAY ? clock : `${Math.floor(rest / DAY)} d ${clock}`;
}

/**
 * The name of a period: its first and last day in the board's zone, with hours if it is shorter
 * than a day.
 * @param {{start: ?string, end: ?string}} period
 * @param {string} zone
 */
export function periodText({ start, end }, zone) {
  if (!start && !end) return "All time";
  const [first, last] = [start && new Date(start), end && new Date(Date.parse(end) - 1)];
  const isShort = start && end && last - first < 0.9 * DAY;
  const format = zonedFormat(isShort ? { ...date, ...time } : date, zone);
  if (!start) return `Until ${format.format(last)}`;
  if (!end) return `Since ${format.format(first)}`;
  return format.formatRange(first, isShort ? new Date(end) : last);
}

/** A format in a zone, or in UTC where the browser does not know the zone. */
function zonedFormat(options, zone) {
  try {
    return new Intl.DateTimeFormat(undefined, { ...options, timeZone: zone });
  } catch {
    return new Intl.DateTimeFormat(undefined, { ...options, timeZone: "UTC" });
  }
}

/** The reader's time zone, such as Europe/Berlin. */
export const readersZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
