@main
enum Function {
  static func main() {}
}
