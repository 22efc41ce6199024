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
    // The schema of Jenkins and Surefire has no `skipped` at the root.
    const skipped = `skipped="${countOf(cases, 'skipped')}"`
    yield `  <testsuite name="${escapeMarkup(`${name}: ${title}`)}" ${countsOf(cases)} ${skipped}>\n`
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

const countsOf = (cases: readonly string[]): string =>
  `tests="${cases.length}" failures="${countOf(cases, 'failure')}" errors="0"`

const countOf = (cases: readonly string[], tag: string): number =>
  cases.filter((text) => text.includes(`><${tag} `)).length
