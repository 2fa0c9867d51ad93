#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The variables of this process.
package enum ProcessEnvironment {
  /// All of them, as they stand at this moment; bytes that are no UTF-8 are replaced.
  package static var variables: [String: String] {
    var variables: [String: String] = [:]
    var next = environ
    while let entry = next.pointee {
      let pair = String(cString: entry).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if pair.count == 2 { variables[String(pair[0])] = String(pair[1]) }
      next += 1
    }
    return variables
  }

  /// Hands the trace on to what reads it from the environment, as AWS's own runtimes do.
  static func setTrace(_ traceID: String?) {
    if let traceID {
      setenv("_X_AMZN_TRACE_ID", traceID, 1)
    } else {
      unsetenv("_X_AMZN_TRACE_ID")
    }
  }
}
