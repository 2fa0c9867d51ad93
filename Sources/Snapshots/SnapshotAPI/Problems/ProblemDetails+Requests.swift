import Datasets

extension ProblemDetails {
  package static func notFound(_ what: String, code: String = "not_found") -> ProblemDetails {
    ProblemDetails(status: 404, code: code, title: "Not found", detail: what)
  }

  static func noSnapshot(of kingdom: Kingdom) -> ProblemDetails {
    .notFound("Kingdom \(kingdom) has no snapshot.")
  }

  static func notFound(_ snapshot: SnapshotID) -> ProblemDetails {
    .notFound("Kingdom \(snapshot.kingdom) has no snapshot of \(snapshot.date).")
  }

  /// - Parameter found: as it was sent; cut to a readable length.
  package static func badParameter(_ name: String, found: String, expected: String)
    -> ProblemDetails
  {
    ProblemDetails(
      status: 400, code: "bad_parameter", title: "Bad parameter",
      detail: "\(name.prefix(100)): found \"\(found.prefix(100))\", expected \(expected).")
  }

  /// - Parameters:
  ///   - expected: the methods with a use of their own, for people.
  ///   - allowed: all that are taken, separated by commas.
  package static func methodNotAllowed(
    _ method: String, expected: String, allowed: String
  ) -> ProblemDetails {
    ProblemDetails(
      status: 405, code: "method_not_allowed", title: "Method not allowed",
      detail: "Found \(method.prefix(20)), expected \(expected).", headers: ["Allow": allowed])
  }

  /// - Parameter types: what can be had instead.
  static func notAcceptable(_ accept: String, types: [String]) -> ProblemDetails {
    ProblemDetails(
      status: 406, code: "not_acceptable", title: "Not acceptable",
      detail: """
        Accept: found "\(accept.prefix(100))", expected one that takes \
        \(types.joined(separator: " or ")).
        """)
  }

  /// A page of a snapshot that has been uploaded again since the page before it was given.
  static func snapshotReplaced(_ which: String) -> ProblemDetails {
    ProblemDetails(
      status: 410, code: "snapshot_replaced", title: "Snapshot replaced",
      detail: "\(which) was uploaded again. Start from the first page.")
  }
}
