import ArgumentParser
import Datasets
import Failures
import LakeServer
import Storage
import Time

/// Where the lake is; every command takes it.
struct LakeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The lake: a folder, or s3://bucket[/prefix].", valueName: "folder or bucket"),
    completion: .directory)
  var lake = LakePlace.folder("./lake")

  func validate() throws {
    if case .none(let error) = lake { throw ValidationError("--lake: \(error)") }
  }

  /// - Throws: `ExitStatus` where the lake's place does not say enough.
  func open() throws(ExitStatus) -> Lake {
    switch lake {
    case .folder(let path):
      .folder(
        DirectoryStore(
          root: path,
          passedOver: { [printed = PrintedMessages()] in
            guard printed.isNew($0.place) else { return }
            Terminal.printError(
              Terminal.printable("warning: \($0.place) is skipped: \($0.reason)"))
          }))
    case .bucket(let location): try Lake.bucket(at: location)
    case .none(let error): throw ExitStatus(code: .wrongUsage, message: "error: \(error)")
    }
  }
}

extension Kingdom: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension CalendarDate: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension Instant: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension DKPWeights: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension Metric: ExpressibleByArgument {}

/// How a result is written.
enum TableFormat: String, ExpressibleByArgument, CaseIterable {
  case table, json, csv
}

/// How a report is written.
enum TextFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}
