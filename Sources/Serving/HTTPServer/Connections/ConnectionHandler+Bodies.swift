import HTTPAPI
import NIOCore

/// A body on its way to its receiver.
struct ReceivedBody {
  let receiver: any BodyReceiver
  /// Bytes that the receiver has not been given yet.
  var chunk: [UInt8] = []
  /// Known after the whole body has arrived.
  var answer: PendingAnswer?
}

extension ConnectionHandler {
  func openBody() {
    guard case .receive(let incoming)? = request?.action,
      let number = machine.exchange?.number
    else { return handle(.failed) }
    do throws(ProblemDetails) {
      let receiver = try incoming.begin(client) {
        [bound] problem in
        bound.eventLoop.execute { bound.value.rejectBody(problem, number) }
      }
      body = ReceivedBody(receiver: receiver)
      handle(.bodyOpened)
    } catch {
      handle(.bodyRejected(error))
    }
  }

  /// Ends a body that its receiver rejects.
  private func rejectBody(_ problem: ProblemDetails, _ number: Int) {
    if machine.exchange?.number == number { handle(.bodyRejected(problem)) }
  }

  func sendContinue() {
    channel.writeAndFlush(ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n"), promise: nil)
  }

  func receive(_ bytes: ByteBuffer) {
    guard body != nil else { return }
    body?.chunk = Array(bytes.readableBytesView)
    handle(.body(byteCount: bytes.readableBytes))
  }

  func storeBody() {
    guard let (receiver, chunk) = body.map({ ($0.receiver, $0.chunk) }),
      let number = machine.exchange?.number
    else { return }
    body?.chunk = []
    do throws(ProblemDetails) {
      try receiver.receive(chunk) { [bound] result in
        if bound.eventLoop.inEventLoop {
          bound.value.stored(result, chunk.count, number)
        } else {
          bound.eventLoop.execute { bound.value.stored(result, chunk.count, number) }
        }
      }
    } catch {
      handle(.bodyRejected(error))
    }
  }

  private func stored(_ result: Result<Void, ProblemDetails>, _ count: Int, _ number: Int) {
    switch result {
    case .success where machine.exchange?.number == number: handle(.bodyStored(byteCount: count))
    case .success: break
    case .failure(let problem): rejectBody(problem, number)
    }
  }

  /// The body is complete.
  func endBody() {
    guard let receiver = body?.receiver else { return }
    do throws(ProblemDetails) {
      body?.answer = try receiver.finish()
      handle(.end)
    } catch {
      handle(.bodyRejected(error))
    }
  }

  /// Computes the answer, whether or not the client waits.
  func answerBody() {
    guard let answer = body?.answer, let number = machine.exchange?.number,
      let request = request?.request
    else { return handle(.failed) }
    body = nil
    let deliver: PendingAnswer.Delivery = { [server, bound] make in
      bound.eventLoop.execute {
        bound.value.answered(server.handlers.complete(make(), request), number)
      }
    }
    switch answer {
    case .awaited(let answer):
      Task {
        let response = await answer()
        deliver { response }
      }
    case .delivered(let begin): begin(deliver)
    }
  }

  func abandonBody() {
    body?.receiver.cancel()
    body = nil
  }
}
