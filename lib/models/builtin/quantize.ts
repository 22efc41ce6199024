const ROWS_PER_PART = 1_024

export interface QuantizedMatrix {
  values: Int8Array
  /** One scale per column or row. */
  scales: Float32Array
}

/** Symmetric int8 with one scale per output column; the matrix is [rows, columns], row-major. */
export function quantizeColumns(matrix: Float32Array, rows: number, columns: number): QuantizedMatrix {
  const scales = new Float32Array(columns).fill(1e-12)
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const size = Math.abs(matrix[row * columns + column] ?? 0)
      if (size > (scales[column] ?? 0)) scales[column] = size
    }
  }
  for (let column = 0; column < columns; column += 1) scales[column] = (scales[column] ?? 0) / 127
  const values = new Int8Array(matrix.length)
  for (let index = 0; index < matrix.length; index += 1) {
    values[index] = Math.round((matrix[index] ?? 0) / (scales[index % columns] ?? 1))
  }
  return { values, scales }
}

/**
 * Symmetric int8 with one scale per row, for word embeddings, which are looked up row by row.
 * @param read reads part of the matrix, because the whole matrix takes 45 MB as floats
 */
export function quantizeRows(
  read: (part: { start: number; count: number }) => Float32Array,
  rows: number,
  columns: number,
): QuantizedMatrix {
  const scales = new Float32Array(rows)
  const values = new Int8Array(rows * columns)
  for (let first = 0; first < rows; first += ROWS_PER_PART) {
    const count = Math.min(ROWS_PER_PART, rows - first)
    const matrix = read({ start: first * columns, count: count * columns })
    for (let row = 0; row < count; row += 1) {
      const numbers = matrix.subarray(row * columns, (row + 1) * columns)
      const scale = numbers.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-12) / 127
      scales[first + row] = scale
      values.set(
        numbers.map((value) => Math.round(value / scale)),
        (first + row) * columns,
      )
    }
  }
  return { values, scales }
}

export function transpose(matrix: Float32Array, rows: number, columns: number): Float32Array {
  const transposed = new Float32Array(matrix.length)
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      transposed[column * rows + row] = matrix[row * columns + column] ?? 0
    }
  }
  return transposed
}
