import { z } from 'zod'
import { OnnxGraph, TENSOR_TYPE } from './onnx-graph'
import { quantizeColumns, quantizeRows, transpose } from './quantize'
import type { TensorLookup } from './safetensors'

export const BertConfig = z.object({
  hidden_size: z.number().int().positive(),
  num_attention_heads: z.number().int().positive(),
  intermediate_size: z.number().int().positive(),
  num_hidden_layers: z.number().int().positive(),
  vocab_size: z.number().int().positive(),
  max_position_embeddings: z.number().int().positive(),
  layer_norm_eps: z.number().positive(),
})
export type BertConfig = z.infer<typeof BertConfig>

interface Builder {
  graph: OnnxGraph
  config: BertConfig
  weights: TensorLookup
}

/**
 * Writes a BERT encoder as ONNX: int8 weights with one scale per column, activations quantized at
 * run time.
 * @returns chunks of the file. Inputs: input_ids, attention_mask, token_type_ids [batch, tokens];
 * output: last_hidden_state.
 */
export function buildOnnx({ config, weights }: { config: BertConfig; weights: TensorLookup }): Uint8Array[] {
  const builder: Builder = { graph: new OnnxGraph(), config, weights }
  const mask = additiveMask(builder.graph)
  let hidden = embeddings(builder)
  for (let layer = 0; layer < config.num_hidden_layers; layer += 1) {
    hidden = feedForward(builder, layer, attention(builder, layer, hidden, mask))
  }
  builder.graph.nameOutput(hidden, 'last_hidden_state')
  const dims = ['batch', 'tokens']
  const inputs = ['input_ids', 'attention_mask', 'token_type_ids'].map((name) => ({
    name,
    type: TENSOR_TYPE.int64,
    dims,
  }))
  return builder.graph.toModel(inputs, [
    { name: 'last_hidden_state', type: TENSOR_TYPE.float32, dims: [...dims, config.hidden_size] },
  ])
}

function embeddings({ graph, config, weights }: Builder): string {
  const { hidden_size: width, vocab_size: words } = config
  const table = quantizeRows((part) => weights('embeddings.word_embeddings.weight', part), words, width)
  const row = graph.apply('Gather', [graph.int8('words.q', [words, width], table.values), 'input_ids'], { axis: 0 })
  const scale = graph.apply('Gather', [graph.floats('words.s', [words, 1], table.scales), 'input_ids'], { axis: 0 })
  const word = graph.apply('Mul', [graph.apply('Cast', [row], { to: TENSOR_TYPE.float32 }), scale])
  const types = graph.floats('types', [2, width], weights('embeddings.token_type_embeddings.weight'))
  const typed = graph.apply('Add', [word, graph.apply('Gather', [types, 'token_type_ids'], { axis: 0 })])
  const length = graph.apply('Gather', [graph.apply('Shape', ['input_ids']), graph.int64('index.1', [1])], { axis: 0 })
  const positions = graph.floats(
    'positions',
    [config.max_position_embeddings, width],
    weights('embeddings.position_embeddings.weight'),
  )
  const start = graph.int64('start', [0])
  const position = graph.apply('Slice', [positions, start, length, graph.int64('axis.0', [0])])
  return layerNorm({ graph, config, weights }, graph.apply('Add', [typed, position]), 'embeddings.LayerNorm')
}

/** 0 for tokens and -10,000 for padding, added to the attention scores. */
function additiveMask(graph: OnnxGraph): string {
  const wide = graph.apply('Unsqueeze', ['attention_mask', graph.int64('axes.1.2', [1, 2])])
  const one = graph.floats('one', [1], Float32Array.of(1))
  const padding = graph.apply('Sub', [one, graph.apply('Cast', [wide], { to: TENSOR_TYPE.float32 })])
  return graph.apply('Mul', [padding, graph.floats('minus', [1], Float32Array.of(-10_000))])
}

function attention(builder: Builder, layer: number, input: string, mask: string): string {
  const { graph, config } = builder
  const width = config.hidden_size
  const heads = config.num_attention_heads
  const prefix = `encoder.layer.${layer}.attention`
  const { matrix, bias } = joinedProjections(builder, `${prefix}.self.`)
  const projected = linear(graph, input, { name: `${layer}.qkv`, matrix, inputs: width, outputs: 3 * width, bias })
  const [query, key, value] = graph.applyThree('Split', [projected, graph.int64('split', [width, width, width])], {
    axis: 2,
  })
  const split = graph.int64('heads', [0, 0, heads, width / heads])
  const byHead = (part: string, perm: number[]) =>
    graph.apply('Transpose', [graph.apply('Reshape', [part, split])], { perm })
  const scores = graph.apply('MatMul', [byHead(query, [0, 2, 1, 3]), byHead(key, [0, 2, 3, 1])])
  const scale = graph.floats('scale', [1], Float32Array.of(1 / Math.sqrt(width / heads)))
  const masked = graph.apply('Add', [graph.apply('Mul', [scores, scale]), mask])
  const mixed = graph.apply('MatMul', [graph.apply('Softmax', [masked], { axis: -1 }), byHead(value, [0, 2, 1, 3])])
  const joined = graph.apply('Reshape', [
    graph.apply('Transpose', [mixed], { perm: [0, 2, 1, 3] }),
    graph.int64('joined', [0, 0, width]),
  ])
  const output = dense(builder, joined, { name: `${prefix}.output.dense`, inputs: width, outputs: width })
  return layerNorm(builder, graph.apply('Add', [output, input]), `${prefix}.output.LayerNorm`)
}

function feedForward(builder: Builder, layer: number, input: string): string {
  const { graph, config } = builder
  const prefix = `encoder.layer.${layer}`
  const narrow = config.hidden_size
  const wide = config.intermediate_size
  const grown = dense(builder, input, { name: `${prefix}.intermediate.dense`, inputs: narrow, outputs: wide })
  const shrunk = dense(builder, graph.apply('Gelu', [grown]), {
    name: `${prefix}.output.dense`,
    inputs: wide,
    outputs: narrow,
  })
  return layerNorm(builder, graph.apply('Add', [shrunk, input]), `${prefix}.output.LayerNorm`)
}

/** Computes query, key and value in one matrix product, which saves two thirds of the quantization work. */
function joinedProjections({ config, weights }: Builder, prefix: string): { matrix: Float32Array; bias: Float32Array } {
  const width = config.hidden_size
  const matrix = new Float32Array(width * 3 * width)
  const bias = new Float32Array(3 * width)
  for (const [part, name] of ['query', 'key', 'value'].entries()) {
    const transposed = transpose(weights(`${prefix}${name}.weight`), width, width)
    for (let row = 0; row < width; row += 1) {
      matrix.set(transposed.subarray(row * width, (row + 1) * width), row * 3 * width + part * width)
    }
    bias.set(weights(`${prefix}${name}.bias`), part * width)
  }
  return { matrix, bias }
}

interface LinearShape {
  name: string
  inputs: number
  outputs: number
}

function dense({ graph, weights }: Builder, input: string, shape: LinearShape): string {
  // PyTorch stores linear layers as [outputs, inputs].
  const matrix = transpose(weights(`${shape.name}.weight`), shape.outputs, shape.inputs)
  return linear(graph, input, { ...shape, matrix, bias: weights(`${shape.name}.bias`) })
}

function linear(
  graph: OnnxGraph,
  input: string,
  layer: LinearShape & { matrix: Float32Array; bias: Float32Array },
): string {
  const { name, inputs, outputs } = layer
  const { values, scales } = quantizeColumns(layer.matrix, inputs, outputs)
  const [quantized, inputScale, inputZero] = graph.applyThree('DynamicQuantizeLinear', [input])
  const product = graph.apply('MatMulInteger', [
    quantized,
    graph.int8(`${name}.q`, [inputs, outputs], values),
    inputZero,
    graph.int8(`${name}.z`, [outputs], new Int8Array(outputs)),
  ])
  const scale = graph.apply('Mul', [inputScale, graph.floats(`${name}.s`, [outputs], scales)])
  const restored = graph.apply('Mul', [graph.apply('Cast', [product], { to: TENSOR_TYPE.float32 }), scale])
  return graph.apply('Add', [restored, graph.floats(`${name}.b`, [outputs], layer.bias)])
}

function layerNorm({ graph, config, weights }: Builder, input: string, name: string): string {
  const gain = graph.floats(`${name}.g`, [config.hidden_size], weights(`${name}.weight`))
  const shift = graph.floats(`${name}.b`, [config.hidden_size], weights(`${name}.bias`))
  return graph.apply('LayerNormalization', [input, gain, shift], {
    axis: -1,
    epsilon: { float: config.layer_norm_eps },
  })
}
