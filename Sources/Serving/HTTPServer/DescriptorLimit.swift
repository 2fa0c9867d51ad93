#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The max open files and connections of a process.
enum DescriptorLimit {
  /// More is useless, and some systems report an absurd limit.
  private static let maximum: rlim_t = 1 << 20

  /// Raises the limit as far as the system allows: the default is often only 1,024.
  /// - Returns: the new limit.
  static func raise() -> Int {
    var limit = rlimit()
    guard getrlimit(resource, &limit) == 0 else { return 1_024 }
    let wanted = min(limit.rlim_max, maximum)
    if limit.rlim_cur < wanted {
      var raised = limit
      raised.rlim_cur = wanted
      if setrlimit(resource, &raised) == 0 { limit = raised }
    }
    return Int(min(limit.rlim_cur, maximum))
  }

  #if canImport(Glibc)
    private static let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
  #else
    private static let resource = RLIMIT_NOFILE
  #endif
}
