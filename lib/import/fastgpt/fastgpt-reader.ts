import type { Json, JsonObject } from '@/lib/core/json'
import type { VariableType } from '@/lib/graph/variables/declaration'
import { listOf, objectOf, textOf } from '../fields'
import { type FlowBuilder, selectorOf } from '../flow-builder'
import type { FastgptFile, FastgptInput, FastgptNode } from './fastgpt-file'

const GLOBALS = 'VARIABLE_NODE_ID'
const STARTS = new Set(['workflowStart', 'pluginInput'])

/** Keys of outputs in Patchbay, where they differ from those in the file, by node type. */
const OUTPUTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  chatNode: { answerText: 'text' },
  tools: { answerText: 'text' },
  agent: { answerText: 'text' },
  datasetSearchNode: { quoteQA: 'result' },
  datasetConcatNode: { quoteQA: 'result' },
  classifyQuestion: { cqResult: 'class_name' },
  textEditor: { system_text: 'text' },
  cfr: { system_text: 'text' },
  readFiles: { system_text: 'text' },
  loop: { loopArray: 'output' },
  parallelRun: { loopArray: 'output' },
  appModule: { answerText: 'text' },
  app: { answerText: 'text' },
  pluginModule: {},
}

/** Only the values of inputs are settings. */
function tracked(node: FastgptNode, { settings }: FlowBuilder): FastgptNode {
  // Safe: zod has read the inputs from JSON. Optional fields that are absent stay absent.
  const inputs = settings.track(node.nodeId, node.inputs as unknown as Json, {
    nameOf: (path) => {
      const [, index = '', rest = ''] = /^(\d+)\.value((?:\..+)?)$/.exec(path) ?? []
      return index === '' ? null : `${node.inputs[Number(index)]?.key}${rest}`
    },
  }) as unknown as FastgptInput[]
  return { ...node, inputs }
}

/** What the readers of single nodes share: inputs with their references, and variables. */
export class FastgptReader {
  readonly nodes: readonly FastgptNode[]
  readonly isChat: boolean
  readonly start: FastgptNode | undefined
  readonly edges: FastgptFile['edges']
  private readonly byId: ReadonlyMap<string, FastgptNode>

  constructor(
    file: FastgptFile,
    readonly flow: FlowBuilder,
  ) {
    this.byId = new Map(file.nodes.map((node) => [node.nodeId, tracked(node, flow)]))
    this.nodes = [...this.byId.values()]
    this.edges = file.edges
    this.start = this.nodes.find(({ flowNodeType }) => STARTS.has(flowNodeType))
    this.isChat = this.start?.flowNodeType !== 'pluginInput'
    for (const item of listOf(file.chatConfig.variables).map(objectOf)) {
      const settings = { type: variableType(item.valueType), default: written(item.defaultValue ?? item.defaultVal) }
      flow.variable(textOf(item.key), settings)
    }
  }

  readonly place = (node: FastgptNode) => ({
    id: node.nodeId,
    item: node.nodeId,
    position: node.position,
    parent: node.parentNodeId ?? null,
  })

  node(id: string): FastgptNode | undefined {
    return this.byId.get(id)
  }

  input({ inputs }: FastgptNode, key: string): FastgptInput | undefined {
    return inputs.find((input) => input.key === key)
  }

  /** The value of an input as the file has it. */
  value(node: FastgptNode, key: string): Json {
    return this.input(node, key)?.value ?? null
  }

  /** An input as text with references. */
  text(node: FastgptNode, key: string): string {
    return this.written(node, this.input(node, key))
  }

  written(node: FastgptNode, input: FastgptInput | undefined): string {
    const value = input?.value
    if (!input || value === undefined || value === null) return ''
    if (typeof value === 'string') return this.fill(value, node)
    const reference = this.isReference(input) ? this.references(value) : []
    if (reference.length > 0) return reference.map((selector) => `{{#${selector.join('.')}#}}`).join('\n')
    return written(value)
  }

  /** An input as the selector of one value; null if it is empty. A text becomes a step of its own. */
  selector(node: FastgptNode, key: string): string[] | null {
    const text = this.text(node, key)
    if (text.trim() === '') return null
    return selectorOf(text) ?? this.flow.text({ ...this.place(node), id: `${node.nodeId}/${key}` }, text)
  }

  /** All references of an input that takes several. */
  references(value: Json | undefined): string[][] {
    const list = listOf(value)
    const isOne = list.length === 2 && list.every((part) => typeof part === 'string')
    return (isOne ? [list] : list).flatMap((item) => {
      const [id, key] = listOf(item).map(textOf)
      return id && key ? [this.selectorFor(id, key)] : []
    })
  }

  /** Replaces `{{$node.output$}}`, and `{{name}}` of a global variable or of an input of the node. */
  fill(text: string, node: FastgptNode): string {
    return this.fillOutputs(text).replaceAll(/\{\{\s*([^{}#$\s]{1,100})\s*\}\}/g, (whole, name: string) => {
      const local = this.input(node, name)
      if (typeof local?.value === 'string') return this.fillOutputs(local.value)
      if (local && local.value !== undefined) return this.written(node, local)
      const known = this.flow.knownVariable(name)
      return known ? `{{#${known.join('.')}#}}` : whole
    })
  }

  private fillOutputs(text: string): string {
    return text.replaceAll(/\{\{\$([^.{}$]{1,100})\.([^{}$]{1,100})\$\}\}/g, (_, id: string, key: string) => {
      return `{{#${this.selectorFor(id, key).join('.')}#}}`
    })
  }

  private isReference({ renderTypeList, selectedTypeIndex, value }: FastgptInput): boolean {
    const selected = renderTypeList[selectedTypeIndex]
    return selected === undefined || selected === 'reference' || Array.isArray(value)
  }

  private selectorFor(id: string, key: string): string[] {
    if (id === GLOBALS) return this.flow.variable(key) ?? ['vars', key]
    const node = this.byId.get(id)
    if (!node) return [id, key]
    const output = node.outputs.find((item) => item.id === key)?.key ?? key
    if (node === this.start) {
      if (!this.isChat) return [id, output]
      return ['sys', output === 'userFiles' ? 'files' : 'query']
    }
    if (node.flowNodeType === 'loopStart' || node.flowNodeType === 'nestedStart')
      return [node.parentNodeId ?? id, output === 'loopStartIndex' ? 'index' : 'item']
    return this.valueOf(node, output)
  }

  private valueOf({ nodeId, flowNodeType: type }: FastgptNode, key: string): string[] {
    const known = OUTPUTS[type]
    if (known) return [nodeId, known[key] ?? key]
    switch (type) {
      case 'code':
        return key === 'system_rawResponse' ? [nodeId, 'result'] : [nodeId, 'result', key]
      case 'httpRequest468':
        return key === 'httpRawResponse' ? [nodeId, 'json'] : [nodeId, 'json', ...key.split(/[.[\]]+/).filter(Boolean)]
      case 'formInput':
        return key === 'formInputResult' ? [nodeId, 'values'] : [nodeId, 'values', key]
      case 'userSelect':
        return [nodeId, 'values', 'choice']
      default:
        return [nodeId, key]
    }
  }
}

export function variableType(type: unknown): VariableType {
  const name = textOf(type)
  if (name.startsWith('array')) return 'list'
  return name === 'number' || name === 'boolean' ? name : name === 'object' ? 'json' : 'text'
}

export const written = (value: Json | undefined): string =>
  value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)

/** The inputs of a node as the file has them, for a placeholder. */
export const settingsOf = ({ inputs }: FastgptNode): JsonObject =>
  Object.fromEntries(inputs.map(({ key, value }) => [key, value ?? null]))
