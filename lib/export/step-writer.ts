import { freeInputs } from '@/lib/engine/tool-spec'
import { answerStreams } from '@/lib/graph/answer-streams'
import type { PlanNode } from '@/lib/graph/plan'
import { parseTemplate, type ReferenceSegment } from '@/lib/graph/references'
import { type AppModule, nameOf, RESERVED_NAMES, stepPath } from './app-module'
import { docComment } from './code/comment-text'
import { freeName, propertyName, toEnvName, toIdentifier } from './code/identifier'
import { literal, objectCode } from './code/literal'
import { escapeTemplateText, textLiteral } from './code/text-literal'
import { fedInputs, findSource, sourceCode } from './inputs-code'
import { modelCode } from './model-code'
import type { BoundCode, StepWriter } from './node-export'
import { documentsFolder, type Project } from './project'
import { type RuntimeFile, runtimeSources } from './runtime.gen'
import { createSourceFile, type SourceFile } from './source-file'

/** Ends the writing of one node; the others are still looked at, so that all problems are told at once. */
export class NodeProblem extends Error {}

export interface WriterHooks {
  bound(node: PlanNode, port: string, file: SourceFile): BoundCode[]
  app(file: SourceFile, appId: string, versionId: string | null): ReturnType<StepWriter['app']>
  frame(file: SourceFile, node: PlanNode): string
  tool(file: SourceFile, node: PlanNode, ...spec: Parameters<StepWriter['tool']>): BoundCode
}

export interface WriterArguments {
  project: Project
  module: AppModule
  node: PlanNode
  use: 'step' | 'tool'
  hooks: WriterHooks
  /** The file to write into; else a new one. */
  into?: SourceFile
}

export interface OpenStep {
  writer: StepWriter
  file: SourceFile
  /** Constants of the inputs by port id. */
  inputs: ReadonlyMap<string, string>
}

export function openStep({ project, module, node, use, hooks, into }: WriterArguments): OpenStep {
  const folder = use === 'step' ? 'nodes' : 'tools'
  const directory = module.directory === '' ? folder : `${module.directory}/${folder}`
  const file = into ?? createSourceFile(directory, RESERVED_NAMES)
  const name = nameOf(module, node.index)
  if (!into) file.taken.add(name)
  const free = use === 'tool' ? freeInputs(node) : []
  // What is written into another's file has no constants of its own there.
  const ports = into ? [] : [...fedInputs(node), ...free].map((input) => input.port.id)
  const inputs = new Map([...new Set(ports)].map((port) => [port, toIdentifier(port, 'value', file.taken)]))
  const lib = (from: RuntimeFile, imported: string) => {
    project.runtime.add(from)
    const isType = new RegExp(`^export (?:type|interface) ${imported}\\b`, 'm').test(runtimeSources[from])
    return file.import(`src/lib/${from}`, imported, { isType })
  }
  const isSure = (port: string) =>
    inputs.has(port) && node.inputs.some((input) => input.port.id === port && input.port.required === true)

  const referenceCode = ({ path }: ReferenceSegment): { code: string; isText: boolean } => {
    const [first = '', port, ...rest] = path
    if (port === undefined) {
      return { code: inputs.get(first) ?? 'undefined', isText: isSure(first) && isTextInput(module, node, first) }
    }
    const source = findSource(module, first, port)
    if (!source) throw new NodeProblem(`{{${path.join('.')}}} leads nowhere.`)
    const { code } = sourceCode(module, source)
    if (rest.length === 0) return { code, isText: false }
    return { code: `${lib('values', 'pick')}(${[code, ...rest.map(textLiteral)].join(', ')})`, isText: false }
  }

  const orNull = ({ path: [first = '', port] }: ReferenceSegment, code: string) =>
    port === undefined && isSure(first) ? code : `${code} ?? null`

  const writer: StepWriter = {
    node,
    use,
    input: (port) => inputs.get(port) ?? null,
    text: textLiteral,
    key: propertyName,
    literal,
    template(text, encoding = 'text') {
      const segments = parseTemplate(text)
      if (segments.every((segment) => segment.type === 'text')) return textLiteral(text)
      const parts = segments.map((segment) => {
        if (segment.type === 'text') return escapeTemplateText(segment.text)
        const { code, isText } = referenceCode(segment)
        if (encoding === 'json') return `\${JSON.stringify(${code} ?? null)}`
        if (encoding === 'uri') return `\${${lib('http', 'encodeValue')}(${code})}`
        const inText = isText ? code : `${lib('values', 'toText')}(${code})`
        return segments.length === 1 ? inText : `\${${inText}}`
      })
      return segments.length === 1 && encoding === 'text' ? parts.join('') : `\`${parts.join('')}\``
    },
    value(text) {
      const [only, ...others] = parseTemplate(text.trim())
      if (only?.type === 'reference' && others.length === 0) return orNull(only, referenceCode(only).code)
      return literal(readJson(text))
    },
    local: (wanted) => freeName(wanted, file.taken),
    constant: (wanted, code) => file.constant(wanted, code),
    lib,
    model: (ref, settings) => modelCode(project, file, ref, settings),
    env(wanted, help) {
      const envName = toEnvName(wanted, 'SECRET')
      project.env.set(envName, { name: envName, value: '', help })
      return `${lib('environment', 'requireEnv')}(${textLiteral(envName)})`
    },
    documents: (knowledgeBaseId) => documentsFolder(project, knowledgeBaseId),
    onText: () => (use === 'step' && streamsIntoAnswer(module, node) ? '(text) => config.writer?.(text)' : null),
    signal: use === 'step' ? 'config.signal' : 'config?.signal',
    give(outputs) {
      const made = objectCode(outputs)
      if (use === 'step') return `{ results: { ${name}: ${made} } }`
      const [first, ...others] = outputs
      return first && others.length === 0 ? first[1] : made
    },
    bound: (port) => hooks.bound(node, port, file),
    app: (appId, versionId) => hooks.app(file, appId, versionId),
    frame: () => hooks.frame(file, node),
    tool: (spec, lines) => hooks.tool(file, node, spec, lines),
    script(code, doc) {
      const problem = project.sources.scriptProblem(code)
      if (problem !== null) throw new NodeProblem(`Its code is not valid JavaScript: ${problem}`)
      const path = `${stepPath(module, node.index, 'nodes')}.code.js`
      project.files.set(path, `${docComment([doc])}export default async function (input) {\n${code}\n}\n`)
      return file.import(path, 'default', { alias: `${name}Code` })
    },
    differs: (note) => project.notes.add(note),
    fail(message) {
      throw new NodeProblem(message)
    },
  }
  return { writer, file, inputs }
}

/** Whether nothing but text can arrive, though the port may take anything. A tool's arguments are texts where the port is one. */
function isTextInput(module: AppModule, node: PlanNode, port: string): boolean {
  const input = node.inputs.find((item) => item.port.id === port)
  if (!input || input.port.many || input.port.list) return false
  if (input.port.kind === 'text') return true
  const values = input.sources.map((source) => sourceCode(module, source))
  return values.length > 0 && values.every(({ kind, isList }) => kind === 'text' && !isList)
}

/** Text streams while the app runs when there is one answer, so that pieces of two cannot mix. */
function streamsIntoAnswer({ plan }: AppModule, node: PlanNode): boolean {
  const [only, ...others] = answerStreams(plan)
  return only !== undefined && others.length === 0 && only.sources.some(({ step }) => step === node.index)
}

/** What a person typed is text, unless it reads as JSON as well. */
function readJson(text: string) {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
