import SnapshotAPI

extension LeaderboardService {
  /// The answer to a request that the API is not asked about.
  func refuse(_ problem: ProblemDetails, of request: APIRequest? = nil) -> APIResponse {
    complete(problem.response, for: request ?? APIRequest(method: "GET", path: "/"))
  }

  /// The answer with what all answers have.
  func complete(_ response: APIResponse, for request: APIRequest) -> APIResponse {
    var response = response
    response.headers += commonHeaders(for: request)
    return response
  }
}
