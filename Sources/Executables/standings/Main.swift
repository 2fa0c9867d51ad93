import Commands

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The command line and the local server.
@main
enum Main {
  static func main() async {
    exit(await CommandLineProgram.run())
  }
}
