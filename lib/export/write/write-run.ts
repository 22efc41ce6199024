import type { Graph } from '@/lib/graph/graph'
import { RESERVED_NAMES } from '../app-module'
import { propertyName } from '../code/identifier'
import type { Project } from '../project'
import { createSourceFile } from '../source-file'
import { type CallerField, callerFields } from './input-fields'

/** src/run.ts: the app on the command line. */
export function writeRun(project: Project, graph: Graph): void {
  const file = createSourceFile('', RESERVED_NAMES)
  file.import('node:util', 'parseArgs')
  file.import('src/graph', 'runApp')
  file.import('src/lib/values', 'JsonObject', { isType: true })
  const fields = callerFields(graph)
  const isChat = fields.length === 1 && fields[0]?.name === 'message'
  const flags = fields.filter(({ name }) => name !== 'inputs' && name !== 'json')
  const options = [
    "inputs: { type: 'string' },",
    "json: { type: 'boolean', default: false },",
    ...flags.map(({ name }) => `${propertyName(name)}: { type: 'string' },`),
  ]
  const body = `const { values${isChat ? ', positionals' : ''} } = parseArgs({
  allowPositionals: ${isChat},
  options: {
${options.map((option) => `    ${option}`).join('\n')}
  },
})

const { inputs: all = '{}', json, ...flags } = values
const inputs: JsonObject = { ...JSON.parse(all), ...flags }
${isChat ? "if (positionals.length > 0) inputs.message = positionals.join(' ')\n" : ''}
let hasStreamed = false
const answer = await runApp(inputs, {
  onText: (text) => {
    if (json) return
    hasStreamed = true
    process.stdout.write(text)
  },
}).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})

if (json) {
  console.log(JSON.stringify(answer, null, 2))
} else {
  console.log(hasStreamed ? '' : (answer.text ?? JSON.stringify(answer.data ?? answer, null, 2)))
  for (const { number, documentName, quote } of answer.citations ?? []) console.log(\`[\${number}] \${documentName}: \${quote}\`)
  for (const file of answer.files ?? []) console.log(file.path)
}`
  project.files.set('src/run.ts', file.render(body))
}

/** An example call for the README. */
export function exampleCall(graph: Graph): string {
  const fields = callerFields(graph)
  const [only, ...others] = fields
  if (only && others.length === 0 && only.name === 'message') return 'npm start -- "Your question"'
  const flags = fields.filter(({ required }) => required).map((field) => `--${field.name} ${sampleOf(field)}`)
  return `npm start -- ${flags.join(' ')}`.trim()
}

function sampleOf({ kind }: CallerField): string {
  if (kind === 'number') return '1'
  if (kind === 'boolean') return 'true'
  if (kind === 'audio') return './call.mp3'
  return kind === 'json' ? "'{}'" : '"…"'
}
