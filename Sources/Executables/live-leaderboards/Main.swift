import ArgumentParser
import Bytes
import LiveServer

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The server of live boards.
@main
enum Main {
  @MainActor static func main() async {
    exit(await run(Array(CommandLine.arguments.dropFirst())).rawValue)
  }

  private static func run(_ arguments: [String]) async -> ExitStatus.Code {
    do {
      var command = try LiveCommand.parseAsRoot(arguments)
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      return .done
    } catch {
      let status = ExitStatus(error)
      if status.code == .done {
        print(status.message)
      } else {
        let lines = status.message.split(separator: "\n").map {
          PrintableText.printable(String($0))
        }
        StandardError.write(Array((lines.joined(separator: "\n") + "\n").utf8))
      }
      return status.code
    }
  }
}
