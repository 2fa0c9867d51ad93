import Commands

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The command line and the local server.
@main
enum Main {
  // The command line is parsed on the main thread: starting others takes a millisecond or two.
  @MainActor static func main() async {
    exit(await CommandLineProgram.run())
  }
}
