import HTTP
import HTTPAPI
import SnapshotQueries

extension SnapshotService {
  var uploadRoutes: [Route] {
    [
      Route(
        .get, "/v1/kingdoms/{kingdom}/uploads", parameters: [.kingdom, .shortLimit, .cursor],
        describedAs: OpenAPIOperation(
          "listUploads", tags: ["uploads"], summary: "Uploads and their outcomes",
          responses: .answers(
            .ok(
              "The latest date first, and its newest upload first.",
              [(.json, .uploads, .uploadsExample)]))),
        action: answer { try await uploads($0) }),
      Route(
        .get, "/v1/kingdoms/{kingdom}/uploads/{date}/{run_ts}",
        parameters: [.kingdom, .path(SnapshotPath.date), .path(SnapshotPath.run)],
        describedAs: OpenAPIOperation(
          "getReport", tags: ["uploads"], summary: "The report of an upload",
          responses: .answers(
            .ok(
              "The stored report, with the member names of this API.", [(.json, .report, nil)]))),
        action: answer { try await report($0) }),
    ]
  }
}
