package import HTTPClient

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
    /// Never of the class 2xx: an error in an answer of 200 has the status that its code stands
    /// for.
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
  /// Whether the service may have done what it was asked to all the same: one of the attempts went
  /// unanswered, or its answer told of a failure within the service.
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
