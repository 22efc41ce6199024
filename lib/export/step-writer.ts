import { freeInputs, uniqueToolName } from '@/lib/engine/tools/tool-spec'
import type { PlanNode } from '@/lib/graph/plan'
import { answerStreams } from '@/lib/graph/plan/answer-streams'
import { type AppModule, nameOf, RESERVED_NAMES, stepPath } from './app-module'
import { docComment } from './code/comment-text'
import { freeName, propertyName, toIdentifier } from './code/identifier'
import { literal, objectCode } from './code/literal'
import { textLiteral } from './code/text-literal'
import { fedInputs, inputCode } from './inputs-code'
import { mediaCode, modelCode } from './model-code'
import type { BoundCode, StepWriter } from './node-export'
import { NodeProblem } from './node-problem'
import { documentsFolder, type Project } from './project'
import { type ReferenceScope, templateCode, valueCode, variablesCode } from './reference-code'
import { type RuntimeFile, runtimeSources } from './runtime.gen'
import { secretVariable } from './secret-variable'
import { createSourceFile, type SourceFile } from './source-file'
import { credentialsCode } from './write/credentials-code'
import { serviceCode } from './write/service-code'

export interface WriterHooks {
  bound(node: PlanNode, port: string, file: SourceFile): BoundCode[]
  app(file: SourceFile, appId: string, versionId: string | null): ReturnType<StepWriter['app']>
  frame(file: SourceFile, node: PlanNode): string
  tool(file: SourceFile, node: PlanNode, ...spec: Parameters<StepWriter['tool']>): BoundCode
  toolFile(file: SourceFile, node: PlanNode, ...spec: Parameters<StepWriter['toolFile']>): BoundCode
}

export interface WriterArguments {
  project: Project
  module: AppModule
  node: PlanNode
  use: 'step' | 'tool'
  hooks: WriterHooks
  /** Names of the other tools of the agent. */
  toolNames?: Set<string>
  /** The file to write to; defaults to a new one. */
  into?: SourceFile
}

export interface OpenStep {
  writer: StepWriter
  file: SourceFile
  /** Constants of the inputs by port id. */
  inputs: ReadonlyMap<string, string>
}

export function openStep(writerArguments: WriterArguments): OpenStep {
  const { project, module, node, use, into } = writerArguments
  const folder = use === 'step' ? 'nodes' : 'tools'
  const directory = module.directory === '' ? folder : `${module.directory}/${folder}`
  const file = into ?? createSourceFile(directory, RESERVED_NAMES)
  if (!into) file.used.add(nameOf(module, node.index))
  const free = use === 'tool' ? freeInputs(node) : []
  const ports = into ? [] : [...fedInputs(node), ...free].map((input) => input.port.id)
  const lib = (from: RuntimeFile, imported: string) => {
    project.runtime.add(from)
    const isType = new RegExp(`^export (?:type|interface) ${imported}\\b`, 'm').test(runtimeSources[from])
    return file.import(`src/lib/${from}`, imported, { isType })
  }
  const env: StepWriter['env'] = (secret, help) =>
    `${lib('environment', 'requireEnv')}(${textLiteral(secretVariable(project, secret, help))})`
  // A tool in another file has no constants there, and reads the state instead.
  const inputs =
    into && use === 'tool'
      ? new Map(
          fedInputs(node).map((input) => [
            input.port.id,
            `(${inputCode(module, input, (name) => lib('values', name))})`,
          ]),
        )
      : new Map([...new Set(ports)].map((port) => [port, toIdentifier(port, 'value', file.used)]))
  const scope: ReferenceScope = { module, node, inputs, lib, env }
  const texts = textWriter(scope)
  return { writer: { ...texts, ...stepWriter(writerArguments, file, texts) }, file, inputs }
}

type TextWriter = Pick<
  StepWriter,
  'variables' | 'input' | 'text' | 'key' | 'literal' | 'template' | 'value' | 'lib' | 'env'
>

/** The part of a writer that turns values and texts of the graph into code. */
function textWriter(scope: ReferenceScope): TextWriter {
  return {
    variables: variablesCode(scope.module),
    input: (port) => scope.inputs.get(port) ?? null,
    text: textLiteral,
    key: propertyName,
    literal,
    template: (text, encoding) => templateCode(scope, text, encoding),
    value: (text) => valueCode(scope, text),
    lib: scope.lib,
    env: scope.env,
  }
}

/** The part of the writer that depends on the project, the graph and the file. */
function stepWriter(
  { project, module, node, use, hooks, toolNames = new Set() }: WriterArguments,
  file: SourceFile,
  { lib }: Pick<TextWriter, 'lib'>,
): Omit<StepWriter, keyof TextWriter> {
  const name = nameOf(module, node.index)
  const differs = (note: string) => {
    project.notes.add(note)
  }
  return {
    toolName: (wanted) => uniqueToolName(wanted, toolNames),
    service: (reference) => serviceCode(project, file, reference),
    credentials: (connection) =>
      credentialsCode(
        {
          env: (secret, help, value) =>
            `${lib('environment', 'requireEnv')}(${textLiteral(secretVariable(project, secret, help, value))})`,
          differs,
          basicAuthorization: () => lib('credentials', 'basicAuthorization'),
        },
        connection,
      ),
    mcpServer(id) {
      const server = project.sources.mcpServer?.(id)
      if (server) return server
      throw new NodeProblem(
        'Its MCP server does not exist, or is a process on the server of Patchbay. Enter an address.',
      )
    },
    node,
    use,
    local: (wanted) => freeName(wanted, file.used),
    constant: (wanted, code) => file.constant(wanted, code),
    model: (ref, settings) => modelCode(project, file, ref, settings),
    media: (ref) => mediaCode(project, file, ref),
    documents: (knowledgeBaseId) => documentsFolder(project, knowledgeBaseId),
    onText: () => (use === 'step' && streamsIntoAnswer(module, node) ? '(text) => config.writer?.(text)' : null),
    signal: use === 'step' ? 'config.signal' : 'config?.signal',
    give(outputs) {
      if (use === 'step') return `{ results: { ${name}: ${objectCode(outputs)} } }`
      const [first, ...others] = outputs
      return first && others.length === 0 ? first[1] : objectCode(outputs)
    },
    bound: (port) => hooks.bound(node, port, file),
    app: (appId, versionId) => hooks.app(file, appId, versionId),
    frame: () => hooks.frame(file, node),
    tool: (spec, lines) => hooks.tool(file, node, spec, lines),
    toolFile: (about, code) => hooks.toolFile(file, node, about, code),
    script(code, doc) {
      const problem = project.sources.scriptProblem(code)
      if (problem !== null) throw new NodeProblem(`Its code is not valid JavaScript: ${problem}`)
      const path = `${stepPath(module, node.index, 'nodes')}.code.js`
      project.files.set(path, `${docComment([doc])}export default async function (input) {\n${code}\n}\n`)
      return file.import(path, 'default', { alias: `${name}Code` })
    },
    differs,
    fail(message) {
      throw new NodeProblem(message)
    },
  }
}

/** Text streams during the run only if there is a single answer, so that two streams cannot mix. */
function streamsIntoAnswer({ plan }: AppModule, node: PlanNode): boolean {
  const [only, ...others] = answerStreams(plan)
  return only !== undefined && others.length === 0 && only.sources.some(({ step }) => step === node.index)
}
