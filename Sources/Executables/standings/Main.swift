import Commands

/// The command line and the local server.
@main
enum Main {
  static func main() async {
    await CommandLineProgram.run()
  }
}
