import ArgumentParser
import Bytes
import JSON
import Parquet
import Storage

struct InspectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show the columns, sizes, bounds and metadata of a Parquet file.",
    discussion: "Reads any flat Parquet file, whichever program wrote it.")

  @Argument(help: "A Parquet file.", completion: .file(extensions: ["parquet"]))
  var file: String

  @Option(help: "The output format: text or json.")
  var format = TextFormat.text

  func run() async throws {
    let parquet = try await open()
    let description = FileDescription(parquet.metadata)
    switch format {
    case .text: Terminal.print(description.text)
    case .json: Terminal.print(Terminal.printableJSON(description.json) + "\n")
    }
  }

  private func open() async throws -> ParquetFile {
    let bytes: SharedBytes
    do throws(ObjectStoreError) {
      bytes = try LocalFile.read(file)
    } catch {
      throw ExitStatus(reading: file, error)
    }
    do {
      return try await ParquetFile(bytes)
    } catch let error as ParquetError {
      throw ExitStatus(
        code: .refused, message: "error: \(Terminal.printable("\(file): \(error)"))")
    }
  }
}
