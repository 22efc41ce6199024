import type { ExampleResult } from '@/lib/contracts/experiments'
import { type ExportedResult, escapeMarkup, failureOf, variantTitle } from './exported-result'

/** One suite per variant, and one case per example and repeat. An answer without a verdict is skipped. */
export async function* junitText(
  { name, experiment }: ExportedResult,
  examples: AsyncGenerator<ExampleResult>,
): AsyncGenerator<string> {
  const suites = experiment.variants.map((_, index) => ({
    title: variantTitle(experiment, index),
    cases: [] as string[],
  }))
  for await (const example of examples)
    for (const answer of example.answers) suites[answer.variant]?.cases.push(caseText(example, answer))
  const all = suites.flatMap(({ cases }) => cases)
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${escapeMarkup(name)}" ${countsOf(all)}>\n`
  for (const { title, cases } of suites) {
    yield `  <testsuite name="${escapeMarkup(`${name}: ${title}`)}" ${countsOf(cases)}>\n`
    for (const text of cases) yield `    ${text}\n`
    yield '  </testsuite>\n'
  }
  yield '</testsuites>\n'
}

function caseText(example: ExampleResult, answer: ExampleResult['answers'][number]): string {
  const trial = answer.trial === 0 ? '' : ` (repeat ${answer.trial + 1})`
  const title = escapeMarkup(`${example.input.slice(0, 200)}${trial}`)
  const seconds = ((answer.latencyMs ?? 0) / 1_000).toFixed(3)
  const start = `<testcase name="${title}" classname="${example.exampleId}" time="${seconds}"`
  const failure = failureOf(answer)
  if (failure !== null)
    return `${start}><failure message="${escapeMarkup(failure)}">${escapeMarkup(answer.text)}</failure></testcase>`
  const [primary] = answer.scores
  if (primary?.passed === true) return `${start} />`
  return `${start}><skipped message="${escapeMarkup(primary?.reason ?? '')}" /></testcase>`
}

function countsOf(cases: readonly string[]): string {
  const count = (tag: string) => cases.filter((text) => text.includes(`><${tag} `)).length
  return `tests="${cases.length}" failures="${count('failure')}" errors="0" skipped="${count('skipped')}"`
}
