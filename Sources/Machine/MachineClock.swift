package import Rankings

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The clock of the machine, read at the rim alone.
package enum MachineClock {
  package static var now: Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    let milliseconds = Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    // A clock before 1970 or beyond 9999 tells nothing; the epoch says so plainly.
    return Instant(millisecondsSinceEpoch: milliseconds) ?? .epoch
  }
}
