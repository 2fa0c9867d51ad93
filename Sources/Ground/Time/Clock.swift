#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The clocks of the machine as a value, so that tests can use their own.
package struct Clock: Sendable {
  /// The time of day.
  package let now: @Sendable () -> Instant
  /// Time since an arbitrary start; monotonic.
  package let uptime: @Sendable () -> Duration
  /// Sleeps; throws `CancellationError` early if the task is cancelled.
  package let sleep: @Sendable (Duration) async throws -> Void

  package init(
    now: @escaping @Sendable () -> Instant,
    uptime: @escaping @Sendable () -> Duration = { Clock.system.uptime() },
    sleep: @escaping @Sendable (Duration) async throws -> Void
  ) {
    self.now = now
    self.uptime = uptime
    self.sleep = sleep
  }

  /// The clocks of this machine.
  package static let system = Clock(
    now: { Instant.read() },
    uptime: {
      var time = timespec()
      clock_gettime(CLOCK_MONOTONIC, &time)
      return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
    },
    sleep: { try await Task.sleep(for: $0) })
}

extension Instant {
  /// The time of day of this machine.
  fileprivate static func read() -> Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    let milliseconds = Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    // A clock before 1970 or after 9999 is wrong; the epoch makes that obvious.
    return Instant(millisecondsSinceEpoch: milliseconds) ?? .epoch
  }
}
