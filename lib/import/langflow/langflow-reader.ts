import { listOf, objectOf, textOf } from '../fields'
import type { FlowBuilder } from '../flow-builder'
import type { LangflowEdge, LangflowFile, LangflowNode } from './langflow-file'

export const START = 'langflow/start'

interface Connection {
  source: LangflowNode
  output: string
  target: LangflowNode
  field: string
}

/** What the readers of single components share: fields with their connections. Values flow by edges only. */
export class LangflowReader {
  readonly nodes: readonly LangflowNode[]
  readonly connections: readonly Connection[]
  readonly isChat: boolean
  /** Selectors of outputs, by node and name. */
  readonly outputs = new Map<string, (output: string) => string[] | null>()

  constructor(
    { data }: LangflowFile,
    readonly flow: FlowBuilder,
  ) {
    const byId = new Map(data.nodes.map((node) => [node.id, tracked(node, flow)]))
    this.nodes = [...byId.values()]
    this.isChat = this.nodes.some((node) => node.data.type === 'ChatInput')
    this.connections = data.edges.flatMap((edge): Connection[] => {
      flow.link(edge.source, edge.target)
      const [source, target] = [byId.get(edge.source), byId.get(edge.target)]
      if (!source || !target) return []
      return [
        {
          source,
          target,
          output: handle(edge, 'sourceHandle', 'name'),
          field: handle(edge, 'targetHandle', 'fieldName'),
        },
      ]
    })
  }

  readonly place = (node: LangflowNode) => ({ id: node.id, item: node.id, position: node.position })

  /** The value of a field as written in the file. */
  literal(node: LangflowNode, field: string): string {
    const { value } = objectOf(node.data.node.template[field])
    return textOf(value) || listOf(value).map(textOf).join('\n')
  }

  /** Nodes that are connected to a field. */
  connected(node: LangflowNode, field: string): LangflowNode[] {
    return this.into(node, field).map(({ source }) => source)
  }

  /** A field as text with references. */
  text(node: LangflowNode, field: string): string {
    const connections = this.into(node, field)
    if (connections.length === 0) return this.literal(node, field)
    return connections
      .flatMap(({ source, output }) => {
        const selector = this.outputs.get(source.id)?.(output) ?? null
        if (selector === null) this.flow.note(node.id, 'reference', `${source.data.node.display_name} ${output}`)
        return selector === null ? [] : [`{{#${selector.join('.')}#}}`]
      })
      .join('\n')
  }

  private into(node: LangflowNode, field: string): Connection[] {
    return this.connections.filter(({ target, field: other }) => target.id === node.id && other === field)
  }
}

/**
 * Fields that are not settings: the Python source, and how Langflow labels and stores messages, which Patchbay does
 * itself.
 */
const NOT_SETTINGS = /^(?:code|_.*|sender|sender_name|should_store_message)$/

/** Only the values of fields are settings. The source of a component is shown and never run. */
function tracked(node: LangflowNode, { settings }: FlowBuilder): LangflowNode {
  const template = settings.track(node.id, objectOf(node.data.node.template), {
    nameOf: (path) => {
      const [, field = '', rest = ''] = /^([^.]+)\.value((?:\..+)?)$/.exec(path) ?? []
      return field === '' || NOT_SETTINGS.test(field) ? null : `${field}${rest}`
    },
  })
  return { ...node, data: { ...node.data, node: { ...node.data.node, template } } }
}

/** Newer files store handles as objects; in older ones they are texts with `œ` for quotation marks. */
function handle({ data, ...edge }: LangflowEdge, name: 'sourceHandle' | 'targetHandle', key: string): string {
  const stored = objectOf(data[name])
  if (textOf(stored[key]) !== '') return textOf(stored[key])
  try {
    return textOf(objectOf(JSON.parse(edge[name].replaceAll('œ', '"')))[key])
  } catch {
    return ''
  }
}
