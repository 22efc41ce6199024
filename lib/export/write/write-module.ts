import { uniqueToolName } from '@/lib/engine/tools/tool-spec'
import { addEnglishToIssue } from '@/lib/graph/add-english-to-issue'
import { compile } from '@/lib/graph/compile'
import type { Graph } from '@/lib/graph/graph'
import type { PlanNode } from '@/lib/graph/plan'
import { nodeExportOf } from '@/lib/nodes/exports.gen'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { type AppModule, createModule, modulePath, nameOf, outerModule } from '../app-module'
import { freeName, toFileName, toIdentifier } from '../code/identifier'
import type { BoundCode } from '../node-export'
import { NodeProblem } from '../node-problem'
import { type Project, slugOf } from '../project'
import type { SourceFile } from '../source-file'
import { openStep, type WriterHooks } from '../step-writer'
import { inputParameters } from './input-fields'
import { writeGraph } from './write-graph'
import { writeState } from './write-state'
import { writeStep } from './write-step'
import { toolFile, writeNodeTool, writeOwnTool, writeToolFile } from './write-tool'

const MAX_DEPTH = 5

interface ModuleArguments {
  name: string
  graph: Graph
  /** Relative to src; empty for the app itself. */
  directory: string
}

/** All files of one graph. Problems are collected and reported together. */
export function writeModule(project: Project, { name, graph, directory }: ModuleArguments): AppModule | null {
  const compiled = compile({ graph, manifests: manifestOf })
  if (!compiled.ok) {
    for (const { nodeId = '', message } of compiled.issues.map(addEnglishToIssue)) {
      const label = graph.nodes.find((node) => node.id === nodeId)?.label ?? name
      project.problems.push({ nodeId, label, message })
    }
    return null
  }
  const module = createModule(compiled.plan, directory)
  writePlan(project, module, { name, remarks: notesOf(graph) })
  return module
}

function writePlan(project: Project, module: AppModule, about: { name: string; remarks: string[] }): void {
  const hooks = hooksFor(project, module)
  for (const node of module.plan.nodes) {
    if (node.isStep) collectProblems(project, node, () => writeStep(project, module, node, hooks))
  }
  writeState(project, module)
  writeGraph(project, module, about)
}

function collectProblems({ problems }: Project, { id, label }: PlanNode, work: () => void): void {
  try {
    work()
  } catch (error) {
    if (!(error instanceof NodeProblem)) throw error
    problems.push({ nodeId: id, label, message: error.message })
  }
}

function notesOf({ nodes }: Graph): string[] {
  const notes = nodes.filter((node) => node.type === 'note').map((node) => node.config.text)
  return notes.filter((text) => typeof text === 'string' && text.trim() !== '').map(String)
}

function hooksFor(project: Project, module: AppModule): WriterHooks {
  const hooks: WriterHooks = {
    bound: (node, port, file) => {
      const toolNames = new Set<string>()
      return (node.bindings[port] ?? []).flatMap(({ node: index, up = 0 }) => {
        const home = outerModule(module, up)
        const bound = home.plan.nodes[index]
        return bound ? boundCode(project, home, { bound, up, file, toolNames, hooks }) : []
      })
    },
    frame: (file, node) => {
      if (!node.frame) throw new NodeProblem('It is empty.')
      const name = nameOf(module, node.index)
      const folder = toFileName(name)
      const directory = module.directory === '' ? folder : `${module.directory}/${folder}`
      const inside = createModule(node.frame, directory, { module, container: node })
      writePlan(project, inside, { name: `The steps inside “${node.label}”`, remarks: [] })
      const alias = `run${name.charAt(0).toUpperCase()}${name.slice(1)}`
      return file.import(modulePath(inside, 'graph'), 'runFrame', { alias })
    },
    app: (file, appId, versionId) => appCode(project, file, appId, versionId),
    tool: (user, node, spec, lines) => {
      const file = toolFile(module)
      const { writer } = openStep({ project, module, node, use: 'tool', hooks, into: file })
      const { path, name } = writeOwnTool({ project, module, node }, file, spec, lines('args', writer))
      return { kind: 'tool', code: user.import(path, name), changesThings: node.effect === 'write' }
    },
    toolFile: (user, node, about, code) => {
      const file = toolFile(module)
      const { writer } = openStep({ project, module, node, use: 'tool', hooks, into: file })
      return writeToolFile({ project, module, node, file, user, about }, code(writer))
    },
  }
  return hooks
}

function boundCode(
  project: Project,
  module: AppModule,
  {
    bound,
    up,
    file,
    toolNames,
    hooks,
  }: { bound: PlanNode; up: number; file: SourceFile; toolNames: Set<string>; hooks: WriterHooks },
): BoundCode | BoundCode[] {
  const nodeExport = nodeExportOf(bound.type)
  if (!nodeExport) throw new NodeProblem(`“${bound.label}”, which is plugged in, cannot be exported as code.`)
  if (nodeExport.bind) {
    if (up > 0 && bound.inputs.some(({ sources }) => sources.length > 0))
      throw new NodeProblem(`“${bound.label}”, which is plugged in, receives values outside of this container.`)
    const { writer } = openStep({ project, module, node: bound, use: 'step', hooks, toolNames, into: file })
    return nodeExport.bind(writer, bound.config)
  }
  return writeNodeTool({
    project,
    module,
    node: bound,
    toolName: uniqueToolName(bound.label, toolNames),
    up,
    user: file,
    hooks,
  })
}

/** Another app is exported once as a folder of its own. */
function appCode(project: Project, file: SourceFile, appId: string, versionId: string | null) {
  const app = project.sources.app(appId, versionId)
  if (!app) throw new NodeProblem('The app that it runs is not published.')
  const key = `${appId}/${versionId ?? ''}`
  if (project.open.includes(key)) throw new NodeProblem('An app cannot run itself, directly or through others.')
  if (project.open.length >= MAX_DEPTH) throw new NodeProblem(`Apps can be nested ${MAX_DEPTH} deep at most.`)
  let directory = project.apps.get(key)
  if (directory === undefined) {
    directory = `apps/${freeName(slugOf(app.name, 'app'), new Set([...project.apps.values()].map((known) => known.slice('apps/'.length))))}`
    project.apps.set(key, directory)
    project.open.push(key)
    writeModule(project, { name: app.name, graph: app.graph, directory })
    project.open.pop()
  }
  const alias = toIdentifier(`run ${app.name}`, 'runOtherApp', new Set(file.used))
  const run = file.import(modulePath({ directory }, 'graph'), 'runApp', { alias })
  return { run, name: app.name, description: app.description, parameters: inputParameters(app.graph) }
}
