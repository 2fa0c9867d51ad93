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

  /// Sets a variable for whatever reads the environment later; `nil` removes it.
  package static func set(_ name: String, _ value: String?) {
    if let value {
      setenv(name, value, 1)
    } else {
      unsetenv(name)
    }
  }
}
