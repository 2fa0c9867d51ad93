package import HTTP

/// Why a call to AWS was not answered as wished.
package struct AWSError: Error, Hashable, Sendable {
  package enum Cause: Hashable, Sendable {
    /// The service answered and said no.
    case service(ServiceAnswer)
    /// No whole answer came.
    case transport(HTTPError)
    /// There is nothing to sign with.
    case credentials(reason: String)
    /// A 2xx answer that does not say what it should.
    case unreadableAnswer(reason: String)
  }

  /// What a service said about a call it refused.
  package struct ServiceAnswer: Hashable, Sendable {
    package let status: Int
    /// The service's own code, such as `NoSuchKey`; empty where it gave none.
    package let code: String
    package let message: String
    /// By which AWS finds the call in its logs; empty where it gave none.
    package let requestID: String

    package init(status: Int, code: String, message: String, requestID: String) {
      self.status = status
      self.code = code
      self.message = message
      self.requestID = requestID
    }
  }

  package let service: AWSService
  /// What was called: a method and a path, or an action.
  package let operation: String
  package let cause: Cause

  package init(service: AWSService, operation: String, cause: Cause) {
    self.service = service
    self.operation = operation
    self.cause = cause
  }
}
