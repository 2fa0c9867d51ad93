import HTTP
import HTTPAPI
import SnapshotQueries

extension SnapshotService {
  var uploadRoutes: [Route] {
    [
      Route(
        .get, "/v1/kingdoms/{kingdom}/uploads", parameters: [.kingdom, .shortLimit, .cursor],
        describedAs: OpenAPIOperation(
          "listUploads", tags: ["uploads"], summary: "What was uploaded and what came of it",
          responses: .answers(
            .ok(
              "The greatest date first, of a date the newest upload first.",
              [(.json, .uploads, .uploadsExample)]))),
        action: answer { try await uploads($0) }),
      Route(
        .get, "/v1/kingdoms/{kingdom}/uploads/{date}/{run_ts}",
        parameters: [.kingdom, .path(SnapshotPath.date), .path(SnapshotPath.run)],
        describedAs: OpenAPIOperation(
          "getReport", tags: ["uploads"], summary: "The report of an upload",
          responses: .answers(
            .ok(
              "What the run stored, with the names of this API.", [(.json, .report, nil)]))),
        action: answer { try await report($0) }),
    ]
  }
}
