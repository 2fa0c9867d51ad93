import Bytes
import Dispatch
import Parquet

/// Low enough that what one input may ask for is soon done.
private let limits: ReadingLimits = {
  var limits = ReadingLimits()
  limits.rowsPerRowGroup = 1 << 16
  limits.pageByteCount = 1 << 22
  limits.expandedByteCount = 1 << 22
  return limits
}()

/// Reads every column of a file in every way; libFuzzer looks for bytes that make it crash, hang
/// or take memory out of proportion. See fuzz/build.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzParquet(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let file = SharedBytes(Array(UnsafeBufferPointer(start: start, count: count)))
  do throws(ParquetError) {
    let metadata = try ParquetMetadata(file: file, limits: limits)
    for rowGroup in metadata.rowGroups {
      for (column, chunk) in zip(metadata.columns, rowGroup.chunks) {
        read(column, chunk, rowCount: rowGroup.rowCount, of: file)
      }
    }
  } catch {
    precondition(!error.description.isEmpty)
  }
  wait { await readSomeRows(of: file) }
  return 0
}

/// Every column whole, over all row groups at once, and by the pages of some rows.
private func readSomeRows(of bytes: SharedBytes) async {
  guard let file = try? await ParquetFile(bytes, limits: limits) else { return }
  for column in file.metadata.columns.indices {
    let parts = try? await file.values(ofColumn: column)
    let rowCount = file.metadata.rowCount
    precondition(parts?.reduce(0) { $0 + $1.count } ?? rowCount == rowCount)
    let groups = file.metadata.rowGroups.indices
    for pages in (try? await file.pages(ofColumn: column, rowGroups: groups)) ?? [] {
      precondition(pages?.allSatisfy { $0.nullCount ?? 0 >= 0 } ?? true)
    }
  }
  for (number, rowGroup) in file.metadata.rowGroups.enumerated() {
    let rows = Array(stride(from: 0, to: rowGroup.rowCount, by: 1 + rowGroup.rowCount / 3))
    for column in file.metadata.columns.indices {
      let values = try? await file.values(ofColumn: column, rowGroup: number, rows: rows)
      precondition(values?.count ?? rows.count == rows.count)
    }
  }
}

/// libFuzzer calls from outside of any task.
private func wait(for body: @escaping @Sendable () async -> Void) {
  let done = DispatchSemaphore(value: 0)
  Task.detached {
    await body()
    done.signal()
  }
  done.wait()
}

/// One column at a time, so that damage in one does not hide the others.
private func read(
  _ column: FileColumn, _ chunk: ColumnChunkMetadata, rowCount: Int, of file: SharedBytes
) {
  do throws(ParquetError) {
    let run = PageRun(
      bytes: file[chunk.byteRange], fileOffset: chunk.byteRange.lowerBound, rowCount: rowCount)
    let values = try ColumnChunkDecoder.decode(
      [run], of: column, codec: chunk.codec, limits: limits)
    precondition(values.count == rowCount)
    for row in stride(from: 0, to: rowCount, by: 1 + rowCount / 100) { _ = values[row] }
  } catch {
    precondition(!error.description.isEmpty)
  }
  do throws(ParquetError) {
    guard let pages = try chunk.pages(in: file, of: column, rowCount: rowCount) else { return }
    precondition(pages.last?.rows.upperBound ?? 0 == rowCount)
  } catch {
    precondition(!error.description.isEmpty)
  }
}
