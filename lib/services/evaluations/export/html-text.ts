import type { ExampleResult, MetricView } from '@/lib/contracts/experiments'
import { type ExportedResult, escapeMarkup, failureOf, variantTitle } from './exported-result'

const STYLE =
  ':root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #8884;padding:.4rem .6rem;text-align:left;vertical-align:top}td{white-space:pre-wrap;overflow-wrap:anywhere}.f{color:#b3261e}@media(prefers-color-scheme:dark){.f{color:#ff8a80}}'

/** A page without scripts or requests. */
export async function* htmlText(
  { name, experiment, summaries }: ExportedResult,
  examples: AsyncGenerator<ExampleResult>,
): AsyncGenerator<string> {
  const title = escapeMarkup(`${name}, experiment ${experiment.number}`)
  const titles = experiment.variants.map(
    (_, index) => `<th scope="col">${escapeMarkup(variantTitle(experiment, index))}</th>`,
  )
  yield `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style></head><body><h1>${title}</h1>\n`
  yield `<p>${escapeMarkup(experiment.endedAt ?? experiment.createdAt)} · ${experiment.exampleCount} examples · ${experiment.status}</p>\n`
  yield `<h2>Metrics</h2><table><thead><tr><th scope="col">Metric</th>${titles.join('')}</tr></thead><tbody>\n`
  for (const { id } of summaries[0]?.metrics ?? []) {
    const cells = summaries.map(({ metrics }) => `<td>${metricCell(metrics.find((metric) => metric.id === id))}</td>`)
    yield `<tr><th scope="row">${escapeMarkup(id)}</th>${cells.join('')}</tr>\n`
  }
  yield `</tbody></table>\n<h2>Examples</h2><table><thead><tr><th scope="col">Input</th><th scope="col">Expected</th>${titles.join('')}</tr></thead><tbody>\n`
  for await (const example of examples) {
    const cells = experiment.variants.map((_, variant) => {
      const answers = example.answers.filter((answer) => answer.variant === variant)
      return `<td>${answers.map(answerCell).join('<hr>')}</td>`
    })
    yield `<tr><td>${escapeMarkup(example.input)}</td><td>${escapeMarkup(example.expected)}</td>${cells.join('')}</tr>\n`
  }
  yield '</tbody></table></body></html>\n'
}

function answerCell(answer: ExampleResult['answers'][number]): string {
  const failure = failureOf(answer)
  const reason = failure === null ? '' : `<br><span class="f">✗ ${escapeMarkup(failure)}</span>`
  return `${escapeMarkup(answer.text)}${reason}`
}

function metricCell(metric: MetricView | undefined): string {
  if (metric?.mean == null) return '–'
  const isShare = metric.id !== 'latency-ms' && metric.id !== 'cost-micros'
  const unit = metric.id === 'latency-ms' ? ' ms' : ' µ$'
  const text = (value: number) => (isShare ? `${(100 * value).toFixed(1)} %` : `${value.toFixed(0)}${unit}`)
  const interval = metric.interval ? ` [${text(metric.interval.low)}, ${text(metric.interval.high)}]` : ''
  return `${text(metric.mean)}${interval}, n = ${metric.count}`
}
