import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { NodeGroup, NodeManifest, ParsedConfig } from '@/lib/graph/manifest'
import { isCapabilityKind, type Port } from '@/lib/graph/ports'
import { manifests } from '@/lib/nodes/manifests.gen'
import { code, generatedFrom, table } from './markdown'
import { settingsTable } from './node-settings'

const GROUPS: readonly (readonly [NodeGroup, string])[] = [
  ['input', 'Input and output'],
  ['output', 'Input and output'],
  ['model', 'Models'],
  ['knowledge', 'Knowledge'],
  ['text', 'Text'],
  ['logic', 'Control flow'],
  ['tool', 'Tools'],
  ['note', 'Notes'],
]
const EFFECTS = {
  pure: 'None: the same inputs give the same outputs.',
  read: 'Reads from models or services, and changes no data outside the run.',
  write: 'Can change data outside the run. The engine passes an idempotency key.',
} as const

/** docs/nodes: an index, and a page for each node type. */
export function nodePages(root: string): Record<string, string> {
  const all: readonly NodeManifest[] = Object.values(manifests).map(untyped)
  return Object.fromEntries([
    ['docs/nodes/README.md', indexPage(all)],
    ...all.map((manifest) => [`docs/nodes/${manifest.type}.md`, nodePage(manifest, root)] as const),
  ])
}

/** Safe: a manifest's functions are only called with a config that its own schema has parsed. */
const untyped = (manifest: unknown) => manifest as NodeManifest

function indexPage(all: readonly NodeManifest[]): string {
  const titles = [...new Set(GROUPS.map(([, title]) => title))]
  const sections = titles.map((title) => {
    const groups = GROUPS.filter(([, name]) => name === title).map(([group]) => group)
    const nodes = all.filter(({ group }) => groups.includes(group))
    const rows = nodes.map(({ type, label, description }) => [`[${label}](${type}.md)`, description])
    return `## ${title}\n${table(['Node', 'What it does'], rows)}`
  })
  return [
    '# Nodes',
    generatedFrom('lib/nodes/*/manifest.ts'),
    'These pages describe every node type, with its ports, its settings and an example. The [concept page](../concepts/graph.md) explains how nodes work together.',
    ...sections,
  ]
    .join('\n\n')
    .concat('\n')
}

function nodePage(manifest: NodeManifest, root: string): string {
  const config = manifest.config.parse({})
  const { inputs, outputs, inner } = manifest.ports(config)
  const hasReferences = (manifest.templates ?? []).length > 0
  return [
    `# ${manifest.label}`,
    generatedFrom(`lib/nodes/${manifest.type}/manifest.ts`),
    manifest.description,
    factsOf(manifest, config),
    '## Inputs',
    portsTable(inputs.map(withOrigin(config)), 'input'),
    ...(hasReferences
      ? [
          'Each `{{name}}` in a text setting adds an input port with this name. `{{node.port}}` reads an output of another node.',
        ]
      : []),
    '## Outputs',
    portsTable(manifest.tool ? [...outputs, TOOL_PORT] : outputs, 'output'),
    ...(inner
      ? [
          '## Inside',
          'Nodes inside the container can read these ports:',
          portsTable(inner.outputs, 'output'),
          'Nodes inside the container pass values to these ports:',
          portsTable(inner.inputs, 'input'),
        ]
      : []),
    '## Settings',
    settingsTable(manifest.config),
    '## Example',
    exampleOf(manifest, root),
  ]
    .join('\n\n')
    .concat('\n')
}

/** Explains an input that exists because a reference in the default settings names it. */
const withOrigin =
  (config: ParsedConfig) =>
  (port: Port): Port => {
    const reference = `{{${port.id}}}`
    if (port.description !== undefined || !JSON.stringify(config).includes(reference)) return port
    return { ...port, description: `From ${code(reference)} in the default settings.` }
  }

const TOOL_PORT: Port = { id: 'tool', label: 'Tool', kind: 'tool', description: 'Plug this node into an agent.' }

function factsOf(manifest: NodeManifest, config: ParsedConfig): string {
  const policy = manifest.defaultPolicy ?? {}
  const branches = manifest.branches?.(config) ?? []
  const rows = [
    ['Type', code(manifest.type)],
    ['Side effects', manifest.role === 'note' ? 'None: the node does not run.' : EFFECTS[manifest.effect]],
    ['Agent tool', manifest.tool ? 'Yes. The input ports become the parameters of the tool.' : 'No'],
    ['Time limit', policy.timeoutSeconds ? `${policy.timeoutSeconds} seconds by default` : 'None by default'],
    ['Retries', policy.retryCount ? `${policy.retryCount} by default` : 'None by default'],
    ...(branches.length > 0 ? [['Branches', `A run takes one of ${branches.map(code).join(', ')}.`]] : []),
    ...(manifest.streams ? [['Streaming', `${code(manifest.streams)} is streamed.`]] : []),
  ]
  return table(['', ''], manifest.role === 'note' ? rows.slice(0, 2) : rows)
}

function portsTable(ports: readonly Port[], side: 'input' | 'output'): string {
  if (ports.length === 0) return `With the default settings, the node has no ${side} ports.`
  const rows = ports.map((port) => [
    port.label,
    code(port.id),
    kindOf(port),
    ...(side === 'input' ? [port.required ? 'yes' : 'no'] : []),
    port.description ?? '',
  ])
  return table(['Port', 'Id', 'Kind', ...(side === 'input' ? ['Required'] : []), 'Notes'], rows)
}

function kindOf({ kind, list, many }: Port): string {
  const text = isCapabilityKind(kind) ? `${kind} (bind edge)` : kind
  return `${list ? `list of ${text}` : text}${many ? ', several edges' : ''}`
}

interface ExampleFile {
  app: { description: string }
  graph: { nodes: Record<string, { type: string }>; edges: Record<string, string[]> }
}

/** The node of the example with its edges. The linked file contains the complete app. */
function exampleOf({ type }: NodeManifest, root: string): string {
  const file = `examples/${type}.patchbay.json`
  const { app, graph } = JSON.parse(readFileSync(path.join(root, 'docs/nodes', file), 'utf8')) as ExampleFile
  const nodes = Object.entries(graph.nodes).filter(([, node]) => node.type === type)
  const ids = new Set(nodes.map(([id]) => id))
  const isNear = (end: string) => ids.has(end.split('.')[0] ?? '')
  const edges = Object.entries(graph.edges).flatMap(([to, from]) => {
    const nearSources = from.filter((end) => isNear(to) || isNear(end))
    return nearSources.length > 0 ? [[to, nearSources] as const] : []
  })
  const example = {
    nodes: Object.fromEntries(nodes),
    ...(edges.length > 0 ? { edges: Object.fromEntries(edges) } : {}),
  }
  return [
    app.description,
    `\`\`\`json\n${JSON.stringify(example, null, 2)}\n\`\`\``,
    `An edge is written as \`target: [source, …]\`. To try the example, drop [the complete app file](${file}) onto the list of apps or onto a canvas.`,
  ].join('\n\n')
}
