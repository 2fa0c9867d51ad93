import AWS
import Storage

/// A lake that a command works on.
enum Lake {
  case folder(DirectoryStore)
  case bucket(S3Store)

  var store: any ObjectStore {
    switch self {
    case .folder(let store): store
    case .bucket(let store): store
    }
  }

  /// Makes a folder where it is missing, so that a new lake can be written and listed; a bucket
  /// must be there.
  /// - Throws: `ObjectStoreError`.
  func create() throws(ObjectStoreError) {
    switch self {
    case .folder(let store): try store.create()
    case .bucket: break
    }
  }

  /// A bucket is found and signed for by the variables and files of AWS's own tools.
  /// - Throws: `ExitStatus` where those do not say enough.
  static func bucket(at location: S3Location) throws(ExitStatus) -> Lake {
    var policy = RetryPolicy()
    // A large upload over a slow line is no failure while it flows. One that stalls is seen by
    // the limits of each attempt.
    policy.total = .seconds(1800)
    do {
      let session = try AWSSession(
        environment: ProcessEnvironment.variables, policy: policy)
      return .bucket(session.store(at: location))
    } catch {
      throw ExitStatus(
        code: .lakeUnreachable, message: "error: the lake \(location) cannot be used: \(error)")
    }
  }
}
