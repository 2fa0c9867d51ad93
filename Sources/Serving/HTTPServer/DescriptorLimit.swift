#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How many files and connections a process may have open.
enum DescriptorLimit {
  /// More than this is of no use, and some systems name a limit beyond all reason.
  private static let maximum: rlim_t = 1 << 20

  /// Takes as many as the system allows: what a process is given is often only 1,024.
  /// - Returns: how many there are then.
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
