import { FRAME_VALUES, type PlanInput, type PlanNode, type PlanSource } from '@/lib/graph/plan'
import type { Port } from '@/lib/graph/ports'
import { type AppModule, frameValuesOf, nameOf, outerModule } from './app-module'
import { propertyAccess } from './code/identifier'
import { canBeNull, converterFor, type ValueCode } from './code/value-code'

/** Returns the name in the current file for a function of src/lib/values.ts. */
export type UseValues = (name: string) => string

/** The state of the graph this many containers further out. */
export function stateCode(up: number): string {
  return `state${'.outer'.repeat(up)}`
}

/** The expression that reads a step's value from the state of the graph. */
export function sourceCode(module: AppModule, { step, port, up = 0 }: PlanSource): ValueCode {
  const at = outerModule(module, up)
  const isFrame = step === FRAME_VALUES
  const ports = isFrame ? frameValuesOf(at) : (at.plan.nodes[step]?.outputs ?? [])
  const found = ports.find((output) => output.id === port)
  const code = isFrame
    ? `${stateCode(up)}.frame${propertyAccess(port, false)}`
    : `${stateCode(up)}.results${propertyAccess(nameOf(at, step), false)}${propertyAccess(port, true)}`
  return { code, kind: found?.kind ?? 'any', isList: found?.list ?? false }
}

/** The source that `{{node.port}}` names: a step of this or an outer graph, or a value of a surrounding container. */
export function findSource(module: AppModule, nodeId: string, port: string): PlanSource | null {
  let at = module
  for (let up = 0; ; up += 1) {
    if (at.plan.container === nodeId) return { step: FRAME_VALUES, port, up }
    const step = Object.hasOwn(at.plan.indexById, nodeId) ? at.plan.indexById[nodeId] : undefined
    if (step !== undefined) return { step, port, up }
    if (!at.outer) return null
    at = at.outer.module
  }
}

/** All values of an input as one expression; undefined when none arrived. */
export function inputCode(module: AppModule, { port, sources }: PlanInput, use: UseValues): string {
  const target = port.many ? { kind: port.kind } : port
  const values = sources.map((source) => convertedCode(sourceCode(module, source), target, use))
  if (port.many) return `${use('allOf')}(${values.join(', ')})`
  if (values.length === 1) return values[0] ?? 'undefined'
  return canBeNull(port.kind) ? `${use('firstOf')}(${values.join(', ')})` : values.join(' ?? ')
}

function convertedCode(value: ValueCode, target: Pick<Port, 'kind' | 'list'>, use: UseValues): string {
  const converter = converterFor(value, target)
  if (target.list && !value.isList) {
    return `${use('given')}(${value.code}, (list) => ${use('toList')}(list, ${use(converter ?? 'toJson')}))`
  }
  if (converter === null) return value.code
  if (target.list) return `${value.code}?.map(${use(converter)})`
  return `${use('given')}(${value.code}, ${use(converter)})`
}

export function fedInputs(node: PlanNode): PlanInput[] {
  return node.inputs.filter((input) => input.sources.length > 0)
}

/**
 * The condition under which the step is skipped, based on the constants of its inputs; null if it never is. The same
 * rule as the engine's: no incoming edge carries a value, or none into one of its required inputs or its control port.
 */
export function skipCode(module: AppModule, node: PlanNode, constantOf: (port: string) => string): string | null {
  const fed = fedInputs(node)
  if (node.when.length > 0) {
    const required = fed
      .filter((input) => input.port.required)
      .map(({ port }) => `${constantOf(port.id)} === undefined`)
    const closed = node.when.map((source) => `${sourceCode(module, source).code} === undefined`).join(' && ')
    return [required.length > 0 && node.when.length > 1 ? `(${closed})` : closed, ...required].join(' || ')
  }
  if (fed.length === 0) {
    const codes = node.references.map((source) => sourceCode(module, source).code)
    return codes.length === 0 ? null : codes.map((code) => `${code} === undefined`).join(' && ')
  }
  const required = fed.filter((input) => input.port.required)
  const [watched, join] = required.length > 0 ? [required, ' || '] : [fed, ' && ']
  return watched.map(({ port }) => `${constantOf(port.id)} === undefined`).join(join)
}
