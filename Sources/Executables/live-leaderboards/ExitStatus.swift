import ArgumentParser
import HTTPServer
import LiveServer
import ScoreLog

/// The exit code of the process, and the message. The codes are those of `standings`.
struct ExitStatus: Error {
  enum Code: Int32 {
    case done = 0
    case wrongUsage = 2
    /// The data folder or the log cannot be used.
    case dataUnusable = 3
    case failed = 4
  }

  let code: Code
  let message: String
}

extension ExitStatus {
  init(_ error: any Error) {
    switch error {
    case let status as ExitStatus: self = status
    case let error as DataFolderError:
      self.init(code: .dataUnusable, message: "error: \(error)")
    case let error as ScoreLogError:
      self.init(code: .dataUnusable, message: "error: \(error)")
    default:
      switch LiveCommand.exitCode(for: error) {
      case .success: self.init(code: .done, message: LiveCommand.fullMessage(for: error))
      case .validationFailure:
        self.init(code: .wrongUsage, message: LiveCommand.fullMessage(for: error))
      default:
        self.init(
          code: .failed, message: "error: Standings itself failed: \(type(of: error)): \(error)")
      }
    }
  }

  /// A configuration with faults: a line each, with the name of the file.
  init(_ error: ConfigurationError, file: String?) {
    let name = file ?? "configuration"
    self.init(
      code: .wrongUsage,
      message: error.faults.map { "error: \(name): \($0)" }.joined(separator: "\n"))
  }

  /// A server that cannot listen on its port.
  init(listeningOn host: String, _ port: Int, _ error: any Error) {
    self.init(
      code: .wrongUsage,
      message: "error: cannot listen on \(host), port \(port): \(ListeningFailure.reason(error))")
  }
}
