import HTTP

/// The form of an answer with rows.
package enum AnswerForm: String, CaseIterable, Sendable {
  case json = "application/json"
  case csv = "text/csv"

  /// The requested form.
  /// - Parameter offered: the route's forms, the default first.
  /// - Throws: a `not_acceptable` problem.
  package init(
    preferredBy request: HTTPRequest, of offered: [AnswerForm]
  ) throws(ProblemDetails) {
    let header = request.headers["accept"]
    if let first = offered.first, Accept.isAnything(header) {
      self = first
      return
    }
    let types = offered.map(\.rawValue)
    guard let type = Accept(header).preferred(of: types), let form = AnswerForm(rawValue: type)
    else { throw .notAcceptable(header ?? "", types: types) }
    self = form
  }
}
