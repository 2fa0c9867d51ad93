#if Server
  import ArgumentParser
  import DataLake
  import Querying
  import Rankings

  #if canImport(Glibc)
    import Glibc
  #else
    import Darwin
  #endif

  /// What the process tells its caller, and the message that goes with it.
  struct ExitStatus: Error {
    enum Code: Int32, Comparable {
      case done = 0
      case refused = 1
      case wrongUsage = 2
      case lakeUnreachable = 3

      static func < (left: Code, right: Code) -> Bool { left.rawValue < right.rawValue }
    }

    let code: Code
    /// For people, on the standard error stream; `nil` where all has been said.
    var message: String?

    /// Ends the process as the error wants it.
    static func end(after error: any Error) -> Never {
      let status = ExitStatus(error)
      if let message = status.message {
        if status.code == .done { print(message) } else { Terminal.tell(message) }
      }
      exit(status.code.rawValue)
    }
  }

  extension ExitStatus {
    init(_ error: any Error) {
      switch error {
      case let status as ExitStatus: self = status
      case let error as ObjectStoreError: self.init(error)
      case let error as QueryError: self.init(error)
      default:
        let isHelp = StandingsCommand.exitCode(for: error) == .success
        self.init(
          code: isHelp ? .done : .wrongUsage, message: StandingsCommand.fullMessage(for: error))
      }
    }

    private init(_ error: ObjectStoreError) {
      self.init(
        code: .lakeUnreachable,
        message: "error: the lake cannot be used: \(error.place): \(error.reason)")
    }

    private init(_ error: QueryError) {
      let snapshot = error.snapshot
      switch error.code {
      case .noSnapshot:
        self.init(
          code: .wrongUsage,
          message: "error: kingdom \(snapshot.kingdom) has no snapshot of \(snapshot.date)")
      case .unreadableSnapshot, .missingFromTable:
        self.init(
          code: .lakeUnreachable,
          message: """
            error: the snapshot of kingdom \(snapshot.kingdom), \(snapshot.date), cannot be read: \
            \(error.reason)
            """)
      }
    }
  }
#endif
