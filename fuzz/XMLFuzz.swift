import AWS
import Bytes
import XML

/// Reads bytes as XML and as a page of a listing; libFuzzer looks for bytes that make it crash,
/// hang or take memory out of proportion. See fuzz/build.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzXML(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = SharedBytes(Array(UnsafeBufferPointer(start: start, count: count)))
  do throws(XMLError) {
    let root = try XMLElement(parsing: text)
    precondition(!root.name.isEmpty)
    precondition(characters(in: root) <= count, "more characters than bytes came")
  } catch {
    precondition(error.offset <= count && !error.expected.isEmpty)
  }
  _ = try? S3ListPage(text)
  return 0
}

/// An entity is longer than the character that it stands for.
private func characters(in element: XMLElement) -> Int {
  element.children.reduce(element.text.utf8.count) { $0 + characters(in: $1) }
}
