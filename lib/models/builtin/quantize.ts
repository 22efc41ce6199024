export interface QuantizedMatrix {
  values: Int8Array
  /** One scale a column, or a row. */
  scales: Float32Array
}

/** Symmetric int8 with one scale an output column; the matrix is [rows, columns], row-major. */
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

/** Symmetric int8 with one scale a row: for the word embeddings, each of which is looked up whole. */
export function quantizeRows(matrix: Float32Array, rows: number, columns: number): QuantizedMatrix {
  const scales = new Float32Array(rows)
  const values = new Int8Array(matrix.length)
  for (let row = 0; row < rows; row += 1) {
    const start = row * columns
    let largest = 1e-12
    for (let index = start; index < start + columns; index += 1)
      largest = Math.max(largest, Math.abs(matrix[index] ?? 0))
    const scale = largest / 127
    scales[row] = scale
    for (let index = start; index < start + columns; index += 1)
      values[index] = Math.round((matrix[index] ?? 0) / scale)
  }
  return { values, scales }
}

export function transpose(matrix: Float32Array, rows: number, columns: number): Float32Array {
  const turned = new Float32Array(matrix.length)
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      turned[column * rows + row] = matrix[row * columns + column] ?? 0
    }
  }
  return turned
}
