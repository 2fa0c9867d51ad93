import ArgumentParser
import Foundation
import LiveServer

/// Where the configuration and the data are.
struct ConfigurationOptions: ParsableArguments {
  @Option(
    name: [.long, .customLong("config", withSingleDash: true)],
    help: ArgumentHelp("The configuration, such as config.yaml.", valueName: "file"))
  var config: String?

  @Option(
    help: ArgumentHelp("The folder of the data; overrides data_dir.", valueName: "folder"))
  var dataDir: String?

  /// - Throws: `ExitStatus`.
  func load() throws -> LiveConfiguration {
    do throws(ConfigurationError) {
      var configuration = try LiveConfiguration(
        file: config, variables: ProcessInfo.processInfo.environment)
      if let dataDir { configuration.dataFolder = dataDir }
      return configuration
    } catch {
      throw ExitStatus(error, file: config)
    }
  }
}
