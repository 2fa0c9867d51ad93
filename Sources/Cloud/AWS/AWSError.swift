import Failures
package import HTTPClient

/// Why a call to AWS failed.
package struct AWSError: Error, Hashable, Sendable {
  package enum Cause: Hashable, Sendable {
    /// The service answered with an error.
    case service(ServiceAnswer)
    /// No complete answer arrived.
    case transport(HTTPError)
    /// There are no credentials to sign with.
    case credentials(reason: String)
    /// An answer of 2xx with unexpected content.
    case unreadableAnswer(reason: String)
  }

  /// A service's error answer.
  package struct ServiceAnswer: Hashable, Sendable {
    /// Never 2xx: an error in an answer of 200 gets the status of its code.
    package let status: Int
    /// The service's own code, such as `NoSuchKey`; empty if there is none.
    package let code: String
    package let message: String
    /// The id in AWS's logs; empty if there is none.
    package let requestID: String

    package init(status: Int, code: String, message: String, requestID: String) {
      self.status = status
      self.code = code
      self.message = message
      self.requestID = requestID
    }
  }

  package let service: AWSService
  /// The call: a method and a path, or an action.
  package let operation: String
  package let cause: Cause
  /// Whether the service may have carried out the call: an attempt went unanswered, or the answer
  /// reports an internal failure.
  package let mayHaveTakenEffect: Bool

  package init(
    service: AWSService, operation: String, cause: Cause, mayHaveTakenEffect: Bool = false
  ) {
    self.service = service
    self.operation = operation
    self.cause = cause
    self.mayHaveTakenEffect = mayHaveTakenEffect
  }
}

extension AWSError: CustomStringConvertible {
  package var description: String { "\(operation): \(cause)" }
}

extension AWSError.Cause: CustomStringConvertible {
  package var description: String {
    switch self {
    case .service(let answer): answer.description
    case .transport(let error): "\(error.reason) (\(error.place))"
    case .credentials(let reason), .unreadableAnswer(let reason): reason
    }
  }
}

extension AWSError.ServiceAnswer: CustomStringConvertible {
  /// `403 SignatureDoesNotMatch: The request signature we calculated … (request 4442587FB7D0A2F9)`
  package var description: String {
    var text = "\(status)"
    if !code.isEmpty { text += " \(code)" }
    if !message.isEmpty { text += ": \(message)" }
    if !requestID.isEmpty { text += " (request \(requestID))" }
    return text
  }
}
