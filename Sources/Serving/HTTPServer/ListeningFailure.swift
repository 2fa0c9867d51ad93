import NIOCore

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Why the server cannot listen on a port: it is taken, forbidden, or not on this machine.
package enum ListeningFailure {
  package static func describes(_ error: any Error) -> Bool {
    error is IOError || error is SocketAddressError
  }

  package static func reason(_ error: any Error) -> String {
    switch error {
    case let error as IOError where error.errnoCode == EADDRINUSE:
      "it is in use; choose another with --port"
    case let error as IOError: String(cString: strerror(error.errnoCode))
    default: "\(error)"
    }
  }
}
