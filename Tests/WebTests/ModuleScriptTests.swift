import Testing

@testable import Web

@Suite struct ModuleScriptTests {
  @Test func aModuleIsTakenApart() throws {
    let module = try ModuleScript(
      """
      // What it is for.

      import { element, hiddenText as hidden } from "./element.js";
      import {
        get,
        Rejection,
      } from "../shared/api.js";

      /**
       * Does it.
       */
      export async function show(name) {
        // Only when wanted.
        const { other } = await import("./other.js");
        return `${other}: // no comment`;
      }
      export const limit = 5;
      class Hidden {}
      """, file: "a.js")
    #expect(
      module.imports == [
        .init(pattern: "{ element, hiddenText: hidden }", file: "element.js"),
        .init(pattern: "{ get, Rejection }", file: "shared/api.js"),
      ])
    #expect(module.loads == ["other.js"])
    #expect(module.exports == ["show", "limit"])
    #expect(
      module.lines == [
        "async function show(name) {", "const { other } = await $load(\"other.js\");",
        "return `${other}: // no comment`;", "}", "const limit = 5;", "class Hidden {}",
      ])
  }

  @Test func aFileIsNamedByThePathAtWhichItIsServed() throws {
    let module = try ModuleScript(
      """
      import { icon } from "./icons.js";
      const later = () => import("./dialog.js");
      """, file: "shared/rank-change.js")
    #expect(module.imports.map(\.file) == ["shared/icons.js"])
    #expect(module.loads == ["shared/dialog.js"])
    #expect(module.lines == ["const later = () => $load(\"shared/dialog.js\");"])
  }

  @Test(arguments: [
    "import everything from \"./a.js\";", "import * as a from \"./a.js\";", "import \"./a.js\";",
    "import { a } from \"https://elsewhere.example/a.js\";", "export default 5;",
    "export let changing = 1;", "export { a };", "export * from \"./a.js\";",
  ])
  func aFormThatCannotBeJoinedIsNamed(_ line: String) {
    #expect(throws: ModuleScript.Unjoinable(file: "a.js", line: 2, found: line)) {
      try ModuleScript("const first = 1;\n\(line)\n", file: "a.js")
    }
  }
}
