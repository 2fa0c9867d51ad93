/// In what form an answer of rows is given.
enum AnswerForm: String, CaseIterable {
  case json = "application/json"
  case csv = "text/csv"

  /// The form that a request wants.
  /// - Parameter offered: what the route can give, the usual form first.
  /// - Throws: a `not_acceptable` problem.
  init(
    _ format: RequestedFormat, _ request: APIRequest, offered: [AnswerForm] = [.json, .csv]
  ) throws(ProblemDetails) {
    let types = (format == .csv ? [.csv] : offered).map(\.rawValue)
    let header = request.headers["accept"]
    guard let type = Accept(header).preferred(of: types), let form = AnswerForm(rawValue: type)
    else { throw .notAcceptable(header ?? "", types: types) }
    self = form
  }
}
