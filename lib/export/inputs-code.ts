import type { PlanInput, PlanNode, PlanSource } from '@/lib/graph/plan'
import { type AppModule, nameOf } from './app-module'
import { propertyAccess } from './code/identifier'
import { canBeNull, converterFor, type ValueCode } from './code/value-code'

/** Gives the name of a function of src/lib/values.ts in the file that is being written. */
export type UseValues = (name: string) => string

/** Where a step's value stands in the state of the graph. */
export function sourceCode(module: AppModule, { step, port }: PlanSource): ValueCode {
  const found = module.plan.nodes[step]?.outputs.find((output) => output.id === port)
  return {
    code: `state.results${propertyAccess(nameOf(module, step), false)}${propertyAccess(port, true)}`,
    kind: found?.kind ?? 'any',
    isList: found?.list ?? false,
  }
}

/** All that flows into an input, as one expression that is undefined when nothing came. */
export function inputCode(module: AppModule, { port, sources }: PlanInput, use: UseValues): string {
  const values = sources.map((source) => {
    const value = sourceCode(module, source)
    const converter = converterFor(value, port.many ? { kind: port.kind } : port)
    if (converter === null) return value.code
    if (port.list && !port.many)
      return `${use('given')}(${value.code}, (list) => ${use('toList')}(list, ${use(converter)}))`
    return `${use('given')}(${value.code}, ${use(converter)})`
  })
  if (port.many) return `${use('allOf')}(${values.join(', ')})`
  if (values.length === 1) return values[0] ?? 'undefined'
  return canBeNull(port.kind) ? `${use('firstOf')}(${values.join(', ')})` : values.join(' ?? ')
}

export function fedInputs(node: PlanNode): PlanInput[] {
  return node.inputs.filter((input) => input.sources.length > 0)
}

/**
 * When the step is skipped, as an expression of its inputs' constants; null when it never is.
 * The same rule as the engine's: no edge into it carries a value, or none into one of its required inputs.
 */
export function skipCode(module: AppModule, node: PlanNode, constantOf: (port: string) => string): string | null {
  const fed = fedInputs(node)
  if (fed.length === 0) {
    const codes = node.references.map((source) => sourceCode(module, source).code)
    return codes.length === 0 ? null : codes.map((code) => `${code} === undefined`).join(' && ')
  }
  const required = fed.filter((input) => input.port.required)
  const [watched, join] = required.length > 0 ? [required, ' || '] : [fed, ' && ']
  return watched.map(({ port }) => `${constantOf(port.id)} === undefined`).join(join)
}
