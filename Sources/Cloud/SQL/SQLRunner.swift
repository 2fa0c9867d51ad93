package import Failures

/// Runs one SQL statement and waits for its rows: the transport under an engine that queries a
/// service.
package protocol SQLRunner: Sendable {
  /// - Throws: `SQLError`.
  func rows(of query: SQLQuery) async throws(SQLError) -> [SQLRow]
}

/// A statement in the dialect of Athena (Trino) with its values separate from the text.
package struct SQLQuery: Hashable, Sendable {
  /// The value of one `?`.
  package enum Value: Hashable, Sendable {
    case integer(Int64)
    case text(String)
  }

  package let text: String
  /// In the order of the `?` in the text.
  package let values: [Value]

  package init(_ text: String, _ values: [Value]) {
    self.text = text
    self.values = values
  }
}

/// The cells of a row by position; `nil` is NULL. Numbers are decimal digits.
package typealias SQLRow = [String?]

/// Why a statement returned no rows.
///
/// `place` is empty; `reason` is the service's message, with its own code and its ids for the logs.
package typealias SQLError = Failure<SQLErrorCode>

/// The kinds of `SQLError`.
package enum SQLErrorCode: String, CaseIterable, FailureCode {
  /// The answer was late; the query was cancelled.
  case timedOut
  /// The service was busy until time was up.
  case throttled
  /// The service ran the query and failed, or rejected it.
  case failed
  /// The service could not be reached or its answer could not be read.
  case unreachable
  /// The task was cancelled, and the query with it.
  case cancelled
}
