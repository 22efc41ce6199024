import type { PlanNode } from '@/lib/graph/plan'
import { nodeExportOf } from '@/lib/nodes/exports.gen'
import { type AppModule, modulePath, nameOf, stepPath } from '../app-module'
import { docComment } from '../code/comment-text'
import { indent } from '../code/indent'
import { fedInputs, inputCode, skipCode } from '../inputs-code'
import { NodeProblem } from '../node-problem'
import type { Project } from '../project'
import { openStep, type WriterHooks } from '../step-writer'

/** src/nodes/<name>.ts: one function from the state of the graph to the update of a step. */
export function writeStep(project: Project, module: AppModule, node: PlanNode, hooks: WriterHooks): void {
  const nodeExport = nodeExportOf(node.type)
  if (!nodeExport) throw new NodeProblem('Nodes of this type cannot be exported as code.')
  const { writer, file, inputs } = openStep({ project, module, node, use: 'step', hooks })
  const constantOf = (port: string) => inputs.get(port) ?? 'undefined'
  const fromValues = (name: string) => writer.lib('values', name)
  const constants = fedInputs(node).map(
    (input) => `const ${constantOf(input.port.id)} = ${inputCode(module, input, fromValues)}`,
  )
  const skip = skipCode(module, node, constantOf)
  const { doc, lines } = nodeExport.write(writer, node.config)
  const guard = skip === null ? [] : [`if (${skip}) return {} // Its branch was not taken.`]
  const body = [...constants, ...guard, ...lines].join('\n')
  const parameters = parametersOf(body)
  for (const { type } of parameters) file.import(modulePath(module, 'state'), type, { isType: true })
  file.import(modulePath(module, 'state'), 'Update', { isType: true })
  const list = parameters.map(({ name, type }) => `${name}: ${type}`).join(', ')
  project.files.set(
    `${stepPath(module, node.index, 'nodes')}.ts`,
    file.render(
      `${docComment([`“${node.label}”: ${doc}`])}export async function ${nameOf(module, node.index)}(${list}): Promise<Update> {\n${indent(body)}\n}`,
    ),
  )
}

function parametersOf(body: string): { name: string; type: string }[] {
  const usesConfig = /\bconfig\b/.test(body)
  if (!usesConfig && !/\bstate\b/.test(body)) return []
  return [{ name: 'state', type: 'State' }, ...(usesConfig ? [{ name: 'config', type: 'Config' }] : [])]
}
