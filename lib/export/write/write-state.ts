import type { PlanNode } from '@/lib/graph/plan'
import { type AppModule, frameValuesOf, modulePath, nameOf, RESERVED_NAMES } from '../app-module'
import { propertyName } from '../code/identifier'
import { indent } from '../code/indent'
import { typeOfPort } from '../code/value-code'
import type { Project } from '../project'
import { createSourceFile, type SourceFile } from '../source-file'

/** src/state.ts: the state passed between steps. */
export function writeState(project: Project, module: AppModule): void {
  const file = createSourceFile(module.directory, RESERVED_NAMES)
  file.import('@langchain/langgraph', 'Annotation')
  file.import('@langchain/langgraph', 'LangGraphRunnableConfig', { isType: true })
  const steps = module.plan.nodes.filter((node) => node.isStep)
  const fields = steps.map((node) => `${nameOf(module, node.index)}?: ${typeOfStep(node)}`)
  const stateFields = module.outer ? insideFields(module, file) : outsideFields(project, module, file)
  for (const type of ['Answer', 'Json', 'Message', 'Passage']) {
    if ([...fields, ...stateFields].some((field) => new RegExp(`[:<] ?${type}\\b`).test(field)))
      file.import('src/lib/values', type, { isType: true })
  }
  const body = `/** The results of each step, by name. A step whose branch was not taken has none. */
export interface Results {
${indent(fields.join('\n'))}
}

export const StateSchema = Annotation.Root({
${indent(stateFields.join('\n'))}
  results: Annotation<Results>({ reducer: (all, added) => ({ ...all, ...added }), default: () => ({}) }),
})

export type State = typeof StateSchema.State
export type Update = { results?: Results }
export type Config = LangGraphRunnableConfig`
  project.files.set(`${modulePath(module, 'state')}.ts`, file.render(body))
}

function outsideFields(project: Project, { plan }: AppModule, file: SourceFile): string[] {
  file.import('src/lib/values', 'JsonObject', { isType: true })
  const inputs = ['/** The inputs of the app. */', 'inputs: Annotation<JsonObject>(),']
  if (plan.variables.length === 0) return inputs
  project.runtime.add('variables')
  file.import('src/lib/variables', 'Variables', { isType: true })
  return [...inputs, 'variables: Annotation<Variables>(),']
}

function insideFields(module: AppModule, file: SourceFile): string[] {
  if (module.outer) {
    const path = modulePath(module.outer.module, 'state')
    file.import(path, 'State', { isType: true, alias: 'OuterState' })
  }
  const values = frameValuesOf(module).map((port) => `${propertyName(port.id)}: ${typeOfPort(port)}`)
  return [
    '/** The state around these steps. */',
    'outer: Annotation<OuterState>(),',
    '/** The values of this round. */',
    `frame: Annotation<{ ${values.join('; ')} }>(),`,
  ]
}

function typeOfStep({ role, outputs }: PlanNode): string {
  if (role === 'answer') return 'Answer'
  const fields = outputs.map((port) => `${propertyName(port.id)}?: ${typeOfPort(port)}`)
  return fields.length === 0 ? 'object' : `{ ${fields.join('; ')} }`
}
