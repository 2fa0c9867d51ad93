#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

package enum ProcessorCount {
  /// How many processors the machine offers, 1 or more.
  package static var current: Int { max(1, sysconf(CInt(_SC_NPROCESSORS_ONLN))) }
}
