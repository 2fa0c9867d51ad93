import Bytes
import TestSupport
import Testing
import XML

/// Trees that are written in any of the ways of XML, and read again.
@Suite struct RandomXMLTests {
  /// What is written: names, characters and children.
  private struct Tree: Equatable {
    var name: String
    var text = ""
    var children: [Tree] = []

    init(name: String) { self.name = name }

    init(_ element: XMLElement) {
      (name, text) = (element.name, element.text)
      children = element.children.map { Tree($0) }
    }
  }

  private var random = SeededGenerator(seed: 0)

  private mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[Int.random(in: choices.indices, using: &random)]
  }

  /// A tree and a text that means it.
  private mutating func write(depth: Int) -> (tree: Tree, text: String) {
    var tree = Tree(name: pick(["a", "b-1", "Übung", "c.d", "王"]))
    let prefix = pick(["", "", "x:"])
    let blank = pick(["", " ", "\n\t"])
    let attribute = pick(["", " k='&amp;>'", " x:k = \"'\"", " k=''"])
    let tag = "\(prefix)\(tree.name)\(attribute)"
    var content = ""
    for _ in 0..<Int.random(in: 0...5, using: &random) {
      let (meant, written) = pick([
        ("x y", "x y"), ("&", "&amp;"), ("<", "&#60;"), (">", ">"), ("\n", "\r\n"), ("é👑", "é👑"),
        ("]]", "]]"), ("<b>&amp;", "<![CDATA[<b>&amp;]]>"), ("", "<!-- <c> & -->"), ("", "<?p <?>"),
        ("", "<![CDATA[]]>"), ("_x0041_", "_x0041_"),
      ])
      tree.text += meant
      content += written
      if depth > 1, Bool.random(using: &random) {
        let child = write(depth: depth - 1)
        tree.children.append(child.tree)
        content += child.text
      }
    }
    if content.isEmpty, Bool.random(using: &random) { return (tree, "<\(tag)\(blank)/>") }
    return (tree, "<\(tag)\(blank)>\(content)</\(prefix)\(tree.name)\(blank)>")
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func aTreeIsReadAsItWasMeant(seed: UInt64) throws {
    var writer = self
    writer.random = SeededGenerator(seed: seed)
    let (tree, text) = writer.write(depth: 5)
    let around = writer.pick(["", "<?xml version='1.0'?>\n", "\u{FEFF}<!-- a -->", "  "])
    let read = try XMLElement(parsing: SharedBytes("\(around)\(text)<!-- b --> \n"))
    #expect(Tree(read) == tree, "\(text)")
  }

  @Test func childrenAreFoundByNameAndKeepTheirOrder() throws {
    let root = try XMLElement(
      parsing: SharedBytes("<r>1<a>x</a>2<b/><n:a>y</n:a>3<c><a>z</a></c></r>"))
    #expect(root.text == "123")
    #expect(root["a"]?.text == "x" && root["c"]?["a"]?.text == "z" && root["n:a"] == nil)
    #expect(root.all("a").map(\.text) == ["x", "y"] && root.all("d").isEmpty)
    #expect(root.children.map(\.name) == ["a", "b", "a", "c"])
  }

  @Test(
    arguments: [
      ("<a b='1' c/>", XMLError.Code.unexpected, 10), ("<a b='1'c='2'/>", .none, 0),
      ("<a ='1'/>", .unexpected, 3), ("<a b 'c'/>", .unexpected, 5), ("<a b=/>", .unexpected, 5),
      ("<a/b/>", .unexpected, 2), ("<a&b/>", .unexpected, 2), ("<a'/>", .unexpected, 2),
      ("<a></a b>", .mismatchedTag, 5), ("<a></ a>", .mismatchedTag, 5),
      ("<a></A>", .mismatchedTag, 5), ("<a></x:a>", .mismatchedTag, 5),
      ("<a/>&amp;", .unexpected, 4), ("<a/> <!-- --> x", .unexpected, 14),
      ("<a></a>\n\t", .none, 0),
      ("<![CDATA[x]]><a/>", .forbidden, 0), ("<a/><!ELEMENT a>", .forbidden, 4),
    ] as [(String, XMLError.Code?, Int)])
  func onlyWellFormedTagsAreATree(text: String, code: XMLError.Code?, offset: Int) throws {
    let result = Result { () throws(XMLError) in try XMLElement(parsing: SharedBytes(text)) }
    switch result {
    case .success: #expect(code == nil)
    case .failure(let error): #expect(error.code == code && error.offset == offset, "\(error)")
    }
  }
}
