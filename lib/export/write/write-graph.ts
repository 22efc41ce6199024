import type { PlanNode } from '@/lib/graph/plan'
import { type AppModule, modulePath, nameOf, RESERVED_NAMES, stepPath } from '../app-module'
import { commentText } from '../code/comment-text'
import { bracketed, literal, objectCode } from '../code/literal'
import { inputCode } from '../inputs-code'
import type { Project } from '../project'
import { createSourceFile, type SourceFile } from '../source-file'

interface GraphDescription {
  name: string
  /** Notes of the canvas, as comments. */
  remarks: readonly string[]
}

/** src/graph.ts: the steps, their dependencies, and the function that runs them. */
export function writeGraph(project: Project, module: AppModule, { name, remarks }: GraphDescription): void {
  const file = createSourceFile(module.directory, RESERVED_NAMES)
  for (const imported of ['END', 'START', 'StateGraph']) file.import('@langchain/langgraph', imported)
  file.import(modulePath(module, 'state'), 'StateSchema')
  file.import(modulePath(module, 'state'), 'State', { isType: true })
  const steps = module.plan.nodes.filter((node) => node.isStep)
  const body = [
    ...remarks.map((text) => `// ${commentText(text)}`),
    `/**
 * ${commentText(name)}. A step runs once all steps before it have run; one whose branch was not taken adds nothing.
 * This reaches every join exactly once, for all branches of any length.
 */
export const graph = new StateGraph(StateSchema)
${steps.map((node) => `  ${nodeLine(project, module, node, file)}`).join('\n')}
${steps
  .flatMap((node) => edgeLines(module, node))
  .map((line) => `  ${line}`)
  .join('\n')}
  .compile()`,
    module.outer
      ? frameFunction(project, module, steps.length, file)
      : runFunction(project, module, steps.length, file),
  ]
  project.files.set(`${modulePath(module, 'graph')}.ts`, file.render(joinRemarks(body)))
}

function joinRemarks(parts: string[]): string {
  const remarks = parts.filter((part) => part.startsWith('//'))
  const code = parts.filter((part) => !part.startsWith('//'))
  return [...(remarks.length === 0 ? [] : [remarks.join('\n')]), ...code].join('\n\n')
}

function nodeLine(project: Project, module: AppModule, node: PlanNode, file: SourceFile): string {
  const name = nameOf(module, node.index)
  const step = file.import(stepPath(module, node.index, 'nodes'), name)
  const { onError, retry, timeoutSeconds } = node.policy
  if (onError !== 'fail')
    return `.addNode(${literal(name)}, ${withFallback(project, module, node, { name, step, file })})`
  const policies: [string, string][] = []
  if (retry && retry.count > 0) {
    project.runtime.add('policy')
    const isTransient = file.import('src/lib/policy', 'isTransient')
    policies.push([
      'retryPolicy',
      `{ maxAttempts: ${retry.count + 1}, initialInterval: ${milliseconds(retry.backoffSeconds)}, retryOn: ${isTransient} }`,
    ])
  }
  if (timeoutSeconds !== undefined) policies.push(['timeout', milliseconds(timeoutSeconds)])
  const options = policies.length === 0 ? '' : `, ${indentRest(objectCode(policies))}`
  return `.addNode(${literal(name)}, ${step}${options})`
}

function withFallback(
  project: Project,
  module: AppModule,
  node: PlanNode,
  { name, step, file }: { name: string; step: string; file: SourceFile },
): string {
  const { policy } = node
  project.runtime.add('policy')
  const wrapper = file.import('src/lib/policy', 'withFallback')
  file.import(modulePath({ directory: file.directory }, 'state'), 'Config', { isType: true })
  file.import(modulePath({ directory: file.directory }, 'state'), 'Update', { isType: true })
  const attempts = literal({
    retries: policy.retry?.count ?? 0,
    backoffSeconds: policy.retry?.backoffSeconds ?? 1,
    timeoutSeconds: policy.timeoutSeconds ?? 3_600,
  })
  const outputs = policy.onError === 'port' ? '{ error }' : literal(policy.defaultOutputs ?? {})
  const fallback = `(${policy.onError === 'port' ? 'error' : ''}) => ({ results: { ${name}: ${outputs} } })`
  const work = [`() => ${step}(${argumentsOf(project, module, node)})`, attempts, indentRest(fallback)]
    .map((part) => `      ${part},\n`)
    .join('')
  return `(state: State, config: Config) =>\n    ${wrapper}<Update>(\n${work}    ),\n  `
}

/** A step receives what it needs: the state, the state and the run configuration, or nothing. */
function argumentsOf({ files }: Project, module: AppModule, node: PlanNode): string {
  const source = files.get(`${stepPath(module, node.index, 'nodes')}.ts`) ?? ''
  if (source.includes('(state: State, config: Config)')) return 'state, config'
  return source.includes('(state: State)') ? 'state' : ''
}

function edgeLines(module: AppModule, node: PlanNode): string[] {
  const name = literal(nameOf(module, node.index))
  const sources = node.dependencies.map((index) => literal(nameOf(module, index)))
  const [only] = sources
  const from = sources.length > 1 ? indentRest(bracketed('[', sources, ']')) : (only ?? 'START')
  const end = node.dependents.length === 0 ? [`.addEdge(${name}, END)`] : []
  return [`.addEdge(${from}, ${name})`, ...end]
}

function runFunction(project: Project, module: AppModule, stepCount: number, file: SourceFile): string {
  file.import('src/lib/values', 'Answer', { isType: true })
  file.import('src/lib/values', 'JsonObject', { isType: true })
  const [only, ...others] = module.plan.answers.map((index) => `state?.results.${nameOf(module, index)}`)
  let answer = `${only} ?? {}`
  if (only === undefined) answer = '{ data: toJson(state?.results ?? null) }'
  else if (others.length > 0) answer = `mergeAnswers(${[only, ...others].join(', ')})`
  if (only === undefined) file.import('src/lib/values', 'toJson')
  if (others.length > 0) {
    project.runtime.add('answers')
    file.import('src/lib/answers', 'mergeAnswers')
  }
  const { variables } = module.plan
  if (variables.length > 0) file.import('src/lib/variables', 'Variables')
  const declared = variables.map(({ name, type, default: value, scope, maxCharacters }) =>
    literal({ name, type, default: value, isOfRun: scope === 'run', maxCharacters }),
  )
  const list = variables.length === 0 ? '' : `const variablesOfApp: Variable[] = ${bracketed('[', declared, ']')}\n\n`
  if (variables.length > 0) file.import('src/lib/variables', 'Variable', { isType: true })
  const kept = variables.length === 0 ? '' : ', variables'
  const option =
    variables.length === 0
      ? ''
      : '\n  /** Values of variables that outlast a run. The run changes this object. */\n  variables?: JsonObject'
  const variablesOption = variables.length === 0 ? '' : ', variables: new Variables(variablesOfApp, variables)'
  return `${list}interface RunOptions {
  /** Gets the text of the answer piece by piece as it is written. */
  onText?: (text: string) => void
  signal?: AbortSignal${option}
}

/** Runs the app once. */
export async function runApp(inputs: JsonObject, { onText, signal${kept} }: RunOptions = {}): Promise<Answer> {
  let state: State | undefined
  const chunks = await graph.stream(
    { inputs${variablesOption} },
    // LangGraph stops after 25 rounds by default, which a long chain of steps would reach.
    { streamMode: ['custom', 'values'], recursionLimit: ${stepCount + 10}, ...(signal ? { signal } : {}) },
  )
  for await (const [mode, chunk] of chunks) {
    if (mode === 'custom') onText?.(String(chunk))
    else state = chunk
  }
  return ${answer}
}`
}

function frameFunction(project: Project, module: AppModule, stepCount: number, file: SourceFile): string {
  const fromValues = (name: string) => {
    project.runtime.add('values')
    return file.import('src/lib/values', name)
  }
  const outputs = module.plan.results.map((input): [string, string] => [
    input.port.id,
    input.sources.length === 0 ? 'undefined' : inputCode(module, input, fromValues),
  ])
  file.import(modulePath(module, 'state'), 'Config', { isType: true })
  return `/** Runs the steps inside once. */
export async function runFrame(outer: State['outer'], frame: State['frame'], config: Config) {
  const options = { recursionLimit: ${stepCount + 10}, ...(config.signal ? { signal: config.signal } : {}) }
  const state: State = await graph.invoke({ outer, frame }, options)
  return ${indentRest(objectCode(outputs))}
}`
}

function milliseconds(seconds: number): string {
  return String(Math.round(seconds * 1_000)).replace(/(?<=\d)(?=(?:\d{3})+$)/g, '_')
}

/** Indents all but the first line of code that continues an indented line. */
function indentRest(code: string): string {
  return code.replaceAll('\n', '\n  ')
}
