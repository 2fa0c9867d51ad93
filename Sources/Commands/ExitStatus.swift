import ArgumentParser
import Datasets
import Failures
import SnapshotQueries
import Storage

/// The exit code of the process, and the message.
struct ExitStatus: Error {
  enum Code: Int32, Comparable {
    case done = 0
    case refused = 1
    case wrongUsage = 2
    case lakeUnreachable = 3
    /// The result could not be written, or Standings itself failed.
    case failed = 4

    static func < (left: Code, right: Code) -> Bool { left.rawValue < right.rawValue }
  }

  let code: Code
  /// For people, on standard error; `nil` if everything was printed.
  var message: String?

  /// Prints an error's message, or that a result could not be written.
  /// - Returns: the exit code.
  static func code(after error: (any Error)?) -> Code {
    var code = Code.done
    if let status = error.map({ ExitStatus($0) }) {
      code = status.code
      if let message = status.message {
        if code == .done { Terminal.print("\(message)\n") } else { Terminal.printError(message) }
      }
    }
    if let failure = Terminal.streams.failure {
      code = .failed
      Terminal.printError("error: the result could not be written: \(failure)")
    }
    return code
  }
}

extension ExitStatus {
  init(_ error: any Error) {
    switch error {
    case let status as ExitStatus: self = status
    case let error as ObjectStoreError: self.init(error)
    case let error as QueryError: self.init(error)
    default: self.init(unforeseen: error)
    }
  }

  /// Only the parser's own errors are wrong usage.
  private init(unforeseen error: any Error) {
    switch StandingsCommand.exitCode(for: error) {
    case .success: self.init(code: .done, message: StandingsCommand.fullMessage(for: error))
    case .validationFailure:
      self.init(code: .wrongUsage, message: StandingsCommand.fullMessage(for: error))
    default:
      self.init(
        code: .failed,
        message: Terminal.printable(
          "error: Standings itself failed: \(type(of: error)): \(error)"))
    }
  }

  /// A named file that cannot be read: a missing one is wrong usage, a failing system is not.
  init(reading path: String, _ error: ObjectStoreError) {
    let code: Code
    switch error.code {
    case .notFound, .forbidden, .invalidKey, .wrongKind: code = .wrongUsage
    case .changed, .unreachable, .full, .damaged, .failed: code = .failed
    }
    self.init(
      code: code,
      message: "error: \(Terminal.printable(path)) cannot be read: \(error.reason)")
  }

  private init(_ error: ObjectStoreError) {
    self.init(
      code: .lakeUnreachable, message: "error: the lake cannot be used: \(error)")
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
