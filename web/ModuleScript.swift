/// A module of the page, taken apart into what it imports, what it exports and the rest.
///
/// The page's modules keep to one form, so that they can be joined without understanding all of
/// JavaScript: imports are `import { name } from "./file.js";` and come first on their lines, exports
/// are functions, classes and constants declared where they are exported, and no template literal
/// spans lines. Anything else is refused.
struct ModuleScript {
  /// Why a module cannot be joined with the others.
  struct Unjoinable: Error, Equatable {
    let file: String
    /// From 1.
    let line: Int
    let found: String
  }

  /// What one import takes: `{ name, other: renamed }`, as a destructuring pattern, and its file.
  struct Import: Equatable {
    let pattern: String
    let file: String
  }

  private(set) var imports: [Import] = []
  private(set) var exports: [String] = []
  /// The lines that remain, without comments of their own.
  private(set) var lines: [String] = []

  /// - Throws: `Unjoinable`.
  init(_ text: String, file: String) throws(Unjoinable) {
    var statement = ""
    var isInComment = false
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let trimmed = line.drop { $0 == " " }
      if isInComment || trimmed.hasPrefix("/*") {
        isInComment = !trimmed.contains("*/")
      } else if trimmed.isEmpty || trimmed.hasPrefix("//") {
        continue
      } else if !statement.isEmpty || line.hasPrefix("import ") {
        statement += line
        guard line.hasSuffix(";") else { continue }
        guard let taken = Import(statement) else {
          throw Unjoinable(file: file, line: number + 1, found: statement)
        }
        imports.append(taken)
        statement = ""
      } else if line.hasPrefix("export ") {
        let declaration = line.dropFirst("export ".count)
        guard let name = Self.name(declaredBy: declaration) else {
          throw Unjoinable(file: file, line: number + 1, found: String(line))
        }
        exports.append(name)
        lines.append(Self.loadingJoined(declaration))
      } else {
        lines.append(Self.loadingJoined(line))
      }
    }
  }

  /// The name after `function`, `async function`, `class` or `const`.
  private static func name(declaredBy declaration: Substring) -> String? {
    for keyword in ["function ", "async function ", "class ", "const "]
    where declaration.hasPrefix(keyword) {
      let name = declaration.dropFirst(keyword.count).prefix {
        $0.isLetter || $0.isNumber || $0 == "_" || $0 == "$"
      }
      return name.isEmpty ? nil : String(name)
    }
    return nil
  }

  /// What is imported when it is wanted is there already.
  private static func loadingJoined(_ line: Substring) -> String {
    line.split(separator: "import(\"./", omittingEmptySubsequences: false)
      .joined(separator: "$load(\"")
  }
}

extension ModuleScript.Import {
  /// Reads `import { a, b as c } from "./file.js";`.
  fileprivate init?(_ statement: String) {
    let parts = statement.split(separator: "\"", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[1].hasPrefix("./"), parts[2] == ";",
      parts[0].hasPrefix("import {"), parts[0].hasSuffix("} from ")
    else { return nil }
    let names = parts[0].dropFirst("import {".count).dropLast("} from ".count)
      .split(separator: ",").map { name in
        name.split(separator: " ").filter { $0 != "as" }.joined(separator: ": ")
      }.filter { !$0.isEmpty }
    pattern = "{ \(names.joined(separator: ", ")) }"
    file = String(parts[1].dropFirst(2))
  }
}
