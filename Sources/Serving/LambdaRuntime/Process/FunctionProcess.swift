import AWS
import CAllocator
import Failures
import HTTPClient
import JSON

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The process of a function, from its start to its end.
package enum FunctionProcess {
  /// Creates the handler, then handles invocations for as long as Lambda sends them.
  ///
  /// Does not return: the process exits with 1, since a function that ends has failed, or with 2 if
  /// Lambda did not start it.
  /// - Parameters:
  ///   - name: the function's name in metrics if the environment has none.
  ///   - makeHandler: reads the settings; its error is reported as an initialisation error.
  package static func run<Handler: InvocationHandler>(
    _ name: String,
    _ makeHandler: @Sendable (FunctionSettings) throws(FunctionFailure) -> Handler
  ) async -> Never {
    // A closed log must not end the process.
    signal(SIGPIPE, SIG_IGN)
    let settings = FunctionSettings(ProcessEnvironment.variables)
    let log = FunctionLog(to: StandardOutput(), level: level(settings))
    guard let address = settings["AWS_LAMBDA_RUNTIME_API"] else {
      log.write(
        .fatal,
        """
        AWS_LAMBDA_RUNTIME_API: found nothing, expected HOST:PORT; \(name) is a function of AWS \
        Lambda and is started by it
        """)
      exit(2)
    }
    let connection = RuntimeAPI(address: address, transport: CurlTransport(proxies: .none))
    let handler: Handler
    do throws(FunctionFailure) {
      handler = try makeHandler(settings)
    } catch {
      await report(error, to: connection, log)
      exit(1)
    }
    let loop = RuntimeLoop(
      connection: connection, handler: handler, log: log,
      functionName: settings["AWS_LAMBDA_FUNCTION_NAME"] ?? name,
      // Tracing tools read it here, as with AWS's own runtimes.
      trace: { ProcessEnvironment.set("_X_AMZN_TRACE_ID", $0) })
    let error = await loop.run()
    log.write(.fatal, "the Lambda Runtime API failed: \(error)")
    exit(1)
  }

  private static func level(_ settings: FunctionSettings) -> LogLevel {
    settings["AWS_LAMBDA_LOG_LEVEL"].flatMap { LogLevel(rawValue: $0.uppercased()) } ?? .info
  }

  private static func report(
    _ failure: FunctionFailure, to connection: some RuntimeConnection, _ log: FunctionLog
  ) async {
    log.write(.fatal, failure.description) { $0.member("errorType", failure.code.rawValue) }
    do throws(RuntimeError) {
      try await connection.failInitialisation(with: failure)
    } catch {
      log.error("\(error)")
    }
  }
}

/// The allocator of the C library.
package enum Allocator {
  /// Makes the allocator return blocks of a mebibyte or more to the system.
  ///
  /// By default glibc keeps growing blocks for later use: a process that handles one upload after
  /// another would keep the pieces of several.
  package static func returnLargeBlocks() {
    standings_return_blocks_from(1 << 20)
  }
}
