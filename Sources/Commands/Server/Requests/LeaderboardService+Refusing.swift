import HTTP
import HTTPAPI
import SnapshotAPI

extension LeaderboardService {
  /// The answer to a request that the API is not asked about.
  func refuse(_ problem: ProblemDetails, of request: HTTPRequest? = nil) -> HTTPResponse {
    complete(problem.response, for: request ?? HTTPRequest(path: "/"))
  }

  /// The answer with what all answers have.
  func complete(_ response: HTTPResponse, for request: HTTPRequest) -> HTTPResponse {
    var response = response
    response.headers.append(commonHeaders(for: request))
    return response
  }
}
