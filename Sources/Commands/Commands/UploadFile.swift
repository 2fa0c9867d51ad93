import Bytes
import Storage
import UploadReading

/// A file that is to be uploaded.
struct UploadFile {
  /// As it was given.
  let path: String
  let name: FileName
  let bytes: SharedBytes

  /// - Throws: `ExitStatus` where it cannot be read, or has a name that no upload can have.
  init(reading path: String) throws(ExitStatus) {
    self.path = path
    guard
      let name = path.unicodeScalars.split(separator: "/").last.flatMap({ FileName(String($0)) })
    else {
      throw ExitStatus(
        code: .wrongUsage,
        message: """
          error: "\(Terminal.printable(path))" is not a valid name of an upload: expected at \
          most 200 bytes and no dot at the start
          """)
    }
    guard !name.isTemporary else {
      throw ExitStatus(
        code: .refused,
        message: """
          error: \(Terminal.printable(path)) is refused: found the name \
          "\(Terminal.printable(name.text))", expected \(FileName.finalNameExpected)
          """)
    }
    self.name = name
    do throws(ObjectStoreError) {
      bytes = try LocalFile.read(path)
    } catch {
      throw ExitStatus(reading: path, error)
    }
  }
}
