#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The variables of this process.
package enum ProcessEnvironment {
  /// All variables at this moment; invalid UTF-8 is replaced.
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

  /// Sets a variable for later readers of the environment; `nil` removes it.
  package static func set(_ name: String, _ value: String?) {
    if let value {
      setenv(name, value, 1)
    } else {
      unsetenv(name)
    }
  }
}
