import ArgumentParser

/// The command line: `standings ingest`, `check`, `top`, `gains`, `snapshots`, `inspect`,
/// `rebuild`, `verify`, `serve`.
struct StandingsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "standings",
    abstract: "Leaderboards from uploaded player statistics.",
    discussion: """
      Put an export of your kingdom into a lake, then ask who leads:

        standings check players.csv
        standings ingest players.csv --kingdom 51 --date 2026-01-26
        standings top dkp --kingdom 51
        standings gains dkp --kingdom 51
        standings serve

      A lake is a folder (default: ./lake) that keeps every upload unchanged, and the snapshots \
      made from the uploads as Parquet files.

      Exit codes: 0 done, 1 a file was rejected, differs or cannot be rebuilt, 2 wrong usage, 3 \
      the lake could not be reached, 4 the result could not be written, or Standings failed.
      Shell completions: standings --generate-completion-script bash|zsh|fish
      """,
    version: "standings 0.1.0",
    subcommands: [
      IngestCommand.self, CheckCommand.self, TopCommand.self, GainsCommand.self,
      SnapshotsCommand.self, InspectCommand.self,
      RebuildCommand.self, VerifyCommand.self, ServeCommand.self,
    ])
}

/// The command line as a program.
package enum CommandLineProgram {
  /// Runs the command of the process's arguments.
  /// - Returns: the exit code of the process.
  package nonisolated(nonsending) static func run() async -> Int32 {
    guard !CommandLine.arguments.isEmpty else {
      // Without arguments from the system, no words would mean a request for help.
      let status = ExitStatus(
        code: .failed,
        message: "error: the system does not provide the arguments of this program (/proc/self)")
      return ExitStatus.code(after: status).rawValue
    }
    return await run(Array(CommandLine.arguments.dropFirst())).rawValue
  }

  nonisolated(nonsending) static func run(_ arguments: [String]) async -> ExitStatus.Code {
    do {
      var command = try StandingsCommand.parseAsRoot(arguments)
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      return ExitStatus.code(after: nil)
    } catch {
      return ExitStatus.code(after: error)
    }
  }
}
