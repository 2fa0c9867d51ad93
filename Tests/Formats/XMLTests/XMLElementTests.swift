import Bytes
import Testing
import XML

@Suite struct XMLElementTests {
  @Test func anErrorOfS3IsATree() throws {
    let root = try parse(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <!-- said by S3 -->
      <Error xmlns="http://s3.amazonaws.com/doc/2006-03-01/" a='>'>
        <Code>NoSuchKey</Code><Message>It&apos;s &lt;gone&gt; &amp; &quot;lost&quot;</Message>
        <Empty/><Empty  ></Empty >
      </Error>

      """)
    #expect(root.name == "Error")
    #expect(root["Code"]?.text == "NoSuchKey")
    #expect(root["Message"]?.text == #"It's <gone> & "lost""#)
    #expect(root.all("Empty").map(\.text) == ["", ""])
    #expect(root["Missing"] == nil)
  }

  @Test(arguments: [
    ("<a>&#65;&#x42;&#x1F600;&#x000041;</a>", "AB\u{1F600}A"),
    ("<a><![CDATA[<b>&amp;]]>]]&gt;</a>", "<b>&amp;]]>"),
    ("<a>ü<!-- - -->日</a>", "ü日"),
    ("\u{FEFF}<a>x</a>", "x"),
    ("<s3:a xmlns:s3='u'>x</s3:a>", "x"),
  ])
  func charactersAreResolved(_ text: String, content: String) throws {
    let root = try parse(text)
    #expect(root.text == content)
    #expect(root.name == "a")
  }

  @Test(arguments: [
    ("", XMLError.Code.cutShort, 0), ("   ", .cutShort, 3), ("<a>", .cutShort, 3),
    ("<a", .cutShort, 2), ("<a>x</a", .cutShort, 7), ("<a b='", .cutShort, 6),
    ("<!-- ", .cutShort, 5), ("<a><![CDATA[x", .cutShort, 13),
    ("x<a/>", .unexpected, 0), ("<a/>x", .unexpected, 4), ("<a/><b/>", .unexpected, 5),
    ("< a/>", .unexpected, 1), ("<:/>", .unexpected, 2), ("<a b/>", .unexpected, 4),
    ("<a b=c/>", .unexpected, 5),
    ("<a></b>", .mismatchedTag, 5), ("<a></a></a>", .mismatchedTag, 9),
    ("<x:a></a>", .mismatchedTag, 7),
    ("<a>&nbsp;</a>", .invalidEntity, 4), ("<a>&#0;</a>", .invalidEntity, 4),
    ("<a>&#xD800;</a>", .invalidEntity, 4), ("<a>&#-5;</a>", .invalidEntity, 4),
    ("<a>&#99999999999;</a>", .invalidEntity, 4), ("<a>& </a>", .invalidEntity, 4),
    ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", .forbidden, 0),
  ])
  func whatIsNoXMLIsNamedWithItsPlace(_ text: String, code: XMLError.Code, offset: Int) {
    let error = #expect(throws: XMLError.self) { try parse(text) }
    #expect(error?.code == code)
    #expect(error?.offset == offset)
  }

  @Test func bytesThatAreNoTextAreRefused() {
    #expect { try XMLElement(parsing: SharedBytes([0x3C, 0x61, 0xFF])) } throws: {
      ($0 as? XMLError)?.code == .invalidUTF8
    }
  }

  @Test func depthAndLengthHaveLimits() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
    }
    _ = try parse(nested(16))
    #expect { try parse(nested(17)) } throws: { ($0 as? XMLError)?.code == .tooDeep }
    #expect { try parse(nested(1_000_000)) } throws: { ($0 as? XMLError)?.code == .tooDeep }
    #expect { try XMLElement(parsing: SharedBytes("<a/>"), maxBytes: 3) } throws: {
      ($0 as? XMLError)?.code == .tooLarge
    }
  }

  @Test func cutOrChangedAnywhereItEndsInAnErrorOrATree() throws {
    let whole = Array("<?x?><a b='c'><d>&#65;<![CDATA[e]]></d><!--f--><g/>h&lt;</a>".utf8)
    for end in whole.indices {
      #expect(throws: XMLError.self) { try XMLElement(parsing: SharedBytes(Array(whole[..<end]))) }
      for byte in [0, 9, 38, 47, 60, 62, 0x80] as [UInt8] {
        var changed = whole
        changed[end] = byte
        _ = try? XMLElement(parsing: SharedBytes(changed))
      }
    }
  }

  private func parse(_ text: String) throws -> XMLElement {
    try XMLElement(parsing: SharedBytes(text))
  }
}
