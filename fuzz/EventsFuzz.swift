import HTTP
import Hashing
import JSON
import LambdaRuntime

/// Reads any bytes as an event of S3, as what a queue keeps of one, as a request of an HTTP API and
/// as base 64.
@_cdecl("LLVMFuzzerTestOneInput")
public func readEvents(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  readS3Event(input)
  readQueuedEvent(input)
  readHTTPAPIEvent(input)
  precondition(Base64.bytes(Base64.text(input)) == input, "base 64 lost something")
  let text = String(decoding: input, as: UTF8.self)
  if let bytes = Base64.bytes(text) {
    precondition(Base64.text(bytes) == text, "two texts for the same bytes")
  }
  return 0
}

/// Inputs are taken for a whole event, and for the record of one between two others.
private func readS3Event(_ input: [UInt8]) {
  do throws(EventError) {
    _ = try S3Event(parsing: input)
  } catch {
    precondition(!error.expected.isEmpty, "an error without its reason")
  }
  guard (try? JSONValue(parsing: input, depthLimit: 20)) != nil else { return }
  let event = Array(#"{"Records":[{},"#.utf8) + input + Array(",7]}".utf8)
  guard case .notifications(let found)? = try? S3Event(parsing: event) else {
    preconditionFailure("a record took its neighbours with it")
  }
  // A message of SNS may hold any number of notifications.
  precondition(found.count >= 2)
  for notification in [found[0], found[found.count - 1]] {
    guard case .unreadable = notification else {
      preconditionFailure("what could be an upload was passed over")
    }
  }
  for case .created(let record) in found {
    precondition(!record.key.isEmpty && record.size ?? 0 >= 0)
  }
}

/// Inputs are taken for the body of a message between two others, and for the event of a record.
private func readQueuedEvent(_ input: [UInt8]) {
  let text = String(decoding: input, as: UTF8.self)
  for body in [text, #"{"requestContext":7,"requestPayload":\#(text)}"#] {
    var event = JSONWriter()
    event.object {
      $0.array("Records") {
        $0.value(7)
        $0.object {
          $0.member("eventSource", "aws:sqs")
          $0.member("messageId", "m")
          $0.member("body", body)
        }
        $0.object { $0.member("body", 7) }
      }
    }
    guard case .repeated(let messages)? = try? S3EventDelivery(parsing: event.utf8) else {
      preconditionFailure("a message took its neighbours with it")
    }
    precondition(messages.count == 3)
    switch messages[1] {
    case .success(let message): precondition(message.messageID == "m")
    case .failure(let error): precondition(error.place.hasPrefix("Records[1].body"))
    }
  }
}

private func readHTTPAPIEvent(_ input: [UInt8]) {
  do throws(HTTPAPIEventError) {
    let event = try HTTPAPIEvent(parsing: input)
    precondition(event.path.utf8.first == UInt8(ascii: "/") && !event.method.rawValue.isEmpty)
    let answer = HTTPAPIResponse(
      status: 200, headers: event.headers, cookies: event.cookies,
      body: .binary(event.body))
    precondition((try? JSONValue(parsing: answer.json)) != nil, "a response that is no JSON")
  } catch {
    precondition(!error.expected.isEmpty, "an error without its reason")
  }
}
