import Machine
package import Rankings

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The clocks of the machine, as values: tests put in clocks of their own.
package struct Timekeeping: Sendable {
  /// The time of day.
  package let now: @Sendable () -> Instant
  /// Time that nobody sets, from any start.
  package let uptime: @Sendable () -> Duration
  /// Waits; ends early with an error where the task is cancelled.
  package let sleep: @Sendable (Duration) async throws -> Void

  package init(
    now: @escaping @Sendable () -> Instant, uptime: @escaping @Sendable () -> Duration,
    sleep: @escaping @Sendable (Duration) async throws -> Void
  ) {
    self.now = now
    self.uptime = uptime
    self.sleep = sleep
  }

  package static let system = Timekeeping(
    now: { MachineClock.now },
    uptime: {
      var time = timespec()
      clock_gettime(CLOCK_MONOTONIC, &time)
      return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
    },
    sleep: { try await Task.sleep(for: $0) })
}
