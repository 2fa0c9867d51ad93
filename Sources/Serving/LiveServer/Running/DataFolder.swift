package import Failures

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A data folder that cannot be used.
package typealias DataFolderError = Failure<DataFolderErrorCode>

package enum DataFolderErrorCode: FailureCode {
  case unusable
}

/// The folder with everything that a server of live boards keeps.
package struct DataFolder: Sendable {
  package let path: String

  package init(_ path: String) { self.path = path }

  /// The log of scores; SQLite's other files stand beside it.
  package var log: String { "\(path)/scores.db" }

  /// Creates the folder if its parent exists.
  /// - Throws: `unusable`.
  package func create() throws(DataFolderError) {
    if mkdir(path, 0o750) == 0 { return }
    let systemError = errno
    var status = stat()
    if systemError == EEXIST, stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      return
    }
    let reason =
      systemError == EEXIST ? "it is no folder" : String(cString: strerror(systemError))
    throw DataFolderError(
      code: .unusable, place: path, reason: "the data folder cannot be created: \(reason)")
  }

  /// Bytes of the log and of what SQLite has beside it.
  var logBytes: Int {
    ["", "-wal", "-shm"].reduce(0) { sum, ending in
      var status = stat()
      return stat(log + ending, &status) == 0 ? sum + Int(status.st_size) : sum
    }
  }
}
