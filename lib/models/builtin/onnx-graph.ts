import { bytesField, bytesHead, concatBytes, floatField, stringField, varintField } from './protobuf-writer'

/** TensorProto.DataType from onnx.proto. */
export const TENSOR_TYPE = { float32: 1, int8: 3, int64: 7 } as const
type TensorType = (typeof TENSOR_TYPE)[keyof typeof TENSOR_TYPE]

/** Operator attribute: an integer, a list of integers, or a float. */
export type OnnxAttribute = number | number[] | { float: number }

export interface TensorSignature {
  name: string
  type: TensorType
  /** A string names a dynamic dimension. */
  dims: (number | string)[]
}

const OPSET = 20
const IR_VERSION = 9

/** Collects constants and operators and serializes them as an ONNX model file. */
export class OnnxGraph {
  private readonly nodes: Uint8Array[] = []
  /** Constants as lists of consecutive chunks. */
  private readonly constants = new Map<string, Uint8Array[]>()
  private nextName = 0

  floats(name: string, dims: number[], values: Float32Array): string {
    return this.constant(name, dims, TENSOR_TYPE.float32, values)
  }

  int8(name: string, dims: number[], values: Int8Array): string {
    return this.constant(name, dims, TENSOR_TYPE.int8, values)
  }

  int64(name: string, values: number[]): string {
    return this.constant(name, [values.length], TENSOR_TYPE.int64, BigInt64Array.from(values, BigInt))
  }

  /** Adds an operator with one output and returns the output's name. */
  apply(operator: string, inputs: string[], attributes: Record<string, OnnxAttribute> = {}): string {
    const output = this.newName()
    this.add(operator, inputs, [output], attributes)
    return output
  }

  /** Like `apply`, for operators with three outputs. */
  applyThree(
    operator: string,
    inputs: string[],
    attributes: Record<string, OnnxAttribute> = {},
  ): [string, string, string] {
    const outputs: [string, string, string] = [this.newName(), this.newName(), this.newName()]
    this.add(operator, inputs, outputs, attributes)
    return outputs
  }

  /** Exposes an inner value as a model output of the given name. */
  nameOutput(value: string, output: string): void {
    this.add('Identity', [value], [output], {})
  }

  /** @returns consecutive chunks */
  toModel(inputs: TensorSignature[], outputs: TensorSignature[]): Uint8Array[] {
    const graph = [
      ...this.nodes.map((node) => bytesField(1, node)),
      stringField(2, 'encoder'),
      ...[...this.constants.values()].flat(),
      ...inputs.map((input) => bytesField(11, encodeSignature(input))),
      ...outputs.map((output) => bytesField(12, encodeSignature(output))),
    ]
    const opset = concatBytes([stringField(1, ''), varintField(2, OPSET)])
    return [
      varintField(1, IR_VERSION),
      stringField(2, 'patchbay'),
      bytesHead(7, lengthOf(graph)),
      ...graph,
      bytesField(8, opset),
    ]
  }

  private constant(name: string, dims: number[], type: TensorType, values: ArrayBufferView): string {
    const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
    const head = concatBytes([
      ...dims.map((dim) => varintField(1, dim)),
      varintField(2, type),
      stringField(8, name),
      bytesHead(9, raw.length),
    ])
    this.constants.set(name, [bytesHead(5, head.length + raw.length), head, raw])
    return name
  }

  private add(operator: string, inputs: string[], outputs: string[], attributes: Record<string, OnnxAttribute>): void {
    this.nodes.push(
      concatBytes([
        ...inputs.map((input) => stringField(1, input)),
        ...outputs.map((output) => stringField(2, output)),
        stringField(3, `${operator}_${this.nodes.length}`),
        stringField(4, operator),
        ...Object.entries(attributes).map(([name, value]) => bytesField(5, encodeAttribute(name, value))),
      ]),
    )
  }

  private newName(): string {
    this.nextName += 1
    return `t${this.nextName}`
  }
}

function lengthOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((length, piece) => length + piece.length, 0)
}

function encodeAttribute(name: string, value: OnnxAttribute): Uint8Array {
  if (Array.isArray(value)) {
    return concatBytes([stringField(1, name), ...value.map((item) => varintField(8, item)), varintField(20, 7)])
  }
  if (typeof value === 'number') return concatBytes([stringField(1, name), varintField(3, value), varintField(20, 2)])
  return concatBytes([stringField(1, name), floatField(2, value.float), varintField(20, 1)])
}

function encodeSignature({ name, type, dims }: TensorSignature): Uint8Array {
  const shape = dims.map((dim) => bytesField(1, typeof dim === 'string' ? stringField(2, dim) : varintField(1, dim)))
  const tensor = concatBytes([varintField(1, type), bytesField(2, concatBytes(shape))])
  return concatBytes([stringField(1, name), bytesField(2, bytesField(1, tensor))])
}
