import type { JsonObject } from '@/lib/core/json'
import { freeInputs, toolSpec } from '@/lib/engine/tools/tool-spec'
import type { PlanNode } from '@/lib/graph/plan'
import { nodeExportOf } from '@/lib/nodes/exports.gen'
import { type AppModule, modulePath, nameOf, RESERVED_NAMES, stepPath } from '../app-module'
import { docComment } from '../code/comment-text'
import { propertyName, toIdentifier } from '../code/identifier'
import { indent } from '../code/indent'
import { literal, objectCode } from '../code/literal'
import { typeOfPort } from '../code/value-code'
import { fedInputs, inputCode, stateCode } from '../inputs-code'
import type { BoundCode, ToolAbout } from '../node-export'
import { NodeProblem } from '../node-problem'
import type { Project } from '../project'
import { createSourceFile, type SourceFile } from '../source-file'
import { openStep, type WriterHooks } from '../step-writer'

interface ToolArguments {
  project: Project
  module: AppModule
  node: PlanNode
  /** The name that the model sees. */
  toolName: string
  /** How many containers further out the tool is than the agent. */
  up: number
  /** The file of the agent, which imports the tool. */
  user: SourceFile
  hooks: WriterHooks
}

/** src/tools/<name>.ts: a node that an agent calls. Its free inputs are the tool's parameters. */
export function writeNodeTool({ project, module, node, toolName, up, user, hooks }: ToolArguments): BoundCode {
  const nodeExport = nodeExportOf(node.type)
  if (!nodeExport) throw new NodeProblem('Nodes of this type cannot be exported as code.')
  const { writer, file, inputs } = openStep({ project, module, node, use: 'tool', hooks })
  const { doc, lines } = nodeExport.write(writer, node.config)
  const fixed = node.isStep ? [] : fedInputs(node)
  const constants = fixed.map(
    (input) => `const ${inputs.get(input.port.id)} = ${inputCode(module, input, (name) => writer.lib('values', name))}`,
  )
  const parameters = freeInputs(node).map(({ port }) => ({
    name: inputs.get(port.id) ?? port.id,
    key: port.id,
    type: port.many ? `${typeOfPort(port)}[]` : typeOfPort(port),
    isRequired: port.required === true,
  }))
  for (const type of ['Message', 'Passage', 'Json']) {
    if (parameters.some((parameter) => parameter.type.startsWith(type)))
      file.import('src/lib/values', type, { isType: true })
  }
  const body = [...constants, ...lines].join('\n')
  const names = parameters.map(({ key, name }) => (key === name ? key : `${propertyName(key)}: ${name}`))
  const types = parameters.map(({ key, type, isRequired }) => `${propertyName(key)}${isRequired ? '' : '?'}: ${type}`)
  const signature = parameters.length === 0 ? '_: object' : `{ ${names.join(', ')} }: { ${types.join('; ')} }`
  const spec = toolSpec(node, toolName)
  const usesState = /\bstate\b/.test(body)
  const toolCode = callOfTool(file, spec, [
    `async (${signature}${/\bconfig\b/.test(body) ? ', config' : ''}) => {\n${indent(body)}\n}`,
  ])
  const name = nameOf(module, node.index)
  const path = stepPath(module, node.index, 'tools')
  if (usesState) file.import(modulePath(module, 'state'), 'State', { isType: true })
  const definition = usesState
    ? `export function ${name}(state: State) {\n  return ${indent(toolCode).trimStart()}\n}`
    : `export const ${name} = ${toolCode}`
  project.files.set(`${path}.ts`, file.render(`${docComment([`“${node.label}” as a tool: ${doc}`])}${definition}`))
  const imported = user.import(path, name)
  return {
    kind: 'tool',
    code: usesState ? `${imported}(${stateCode(up)})` : imported,
    changesThings: node.effect === 'write',
  }
}

/** A tool that a node writes itself, such as another app. */
export function writeOwnTool(
  { project, module, node }: Pick<ToolArguments, 'project' | 'module' | 'node'>,
  file: SourceFile,
  spec: { name: string; description: string; parameters: JsonObject },
  lines: string[],
): { path: string; name: string } {
  const name = nameOf(module, node.index)
  const code = callOfTool(file, spec, [`async (args: JsonObject) => {\n${indent(lines.join('\n'))}\n}`])
  file.import('src/lib/values', 'JsonObject', { isType: true })
  const path = stepPath(module, node.index, 'tools')
  project.files.set(
    `${path}.ts`,
    file.render(`${docComment([`“${node.label}” as a tool.`])}export const ${name} = ${code}`),
  )
  return { path, name }
}

interface ToolFileArguments extends Pick<ToolArguments, 'project' | 'module' | 'node' | 'user'> {
  file: SourceFile
  about: ToolAbout
}

/** A tool that a node writes as one expression. One that reads the state becomes a function of it. */
export function writeToolFile(
  { project, module, node, file, user, about }: ToolFileArguments,
  code: string,
): BoundCode {
  const free = freePath(project, stepPath(module, node.index, 'tools'))
  const name = toIdentifier(about.name, nameOf(module, node.index), file.used, 'Tool')
  const usesState = /\bstate\b/.test(code)
  if (usesState) file.import(modulePath(module, 'state'), 'State', { isType: true })
  const definition = usesState
    ? `export function ${name}(state: State) {\n  return ${indent(code).trimStart()}\n}`
    : `export const ${name} = ${code}`
  project.files.set(`${free}.ts`, file.render(`${docComment([`“${node.label}” as a tool.`])}${definition}`))
  const imported = user.import(free, name)
  return {
    kind: 'tool',
    code: usesState ? `${imported}(${stateCode(0)})` : imported,
    changesThings: about.changesThings,
  }
}

/** A node may write several tools. */
function freePath({ files }: Project, path: string): string {
  for (let number = 1; ; number += 1) {
    const free = number === 1 ? path : `${path}-${number}`
    if (!files.has(`${free}.ts`)) return free
  }
}

export function toolFile(module: AppModule): SourceFile {
  return createSourceFile(module.directory === '' ? 'tools' : `${module.directory}/tools`, RESERVED_NAMES)
}

function callOfTool(
  file: SourceFile,
  { name, description, parameters }: { name: string; description: string; parameters: JsonObject },
  [work = '']: string[],
): string {
  const tool = file.import('@langchain/core/tools', 'tool')
  const details = objectCode([
    ['name', literal(name)],
    ['description', literal(description)],
    ['schema', literal(parameters)],
  ])
  return `${tool}(\n${indent(`${work},\n${details},`)}\n)`
}
