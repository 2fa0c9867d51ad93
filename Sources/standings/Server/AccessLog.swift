#if Server
  import Machine
  import Rankings

  /// A line a request on the standard error stream:
  /// `2026-01-26T15:30:12.045Z GET /v1/kingdoms 200 41 B 0.8 ms`.
  enum AccessLog {
    static func write(
      method: String, path: String, status: Int, byteCount: Int, duration: Duration
    ) {
      let tenths = duration / .microseconds(100)
      let milliseconds = "\(Int(tenths) / 10).\(Int(tenths) % 10)"
      Terminal.tell(
        Terminal.printable(
          "\(MachineClock.now) \(method) \(path) \(status) \(byteCount) B \(milliseconds) ms"))
    }
  }
#endif
