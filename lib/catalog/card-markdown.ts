import type { ModelCardView } from '@/lib/contracts/model-cards'
import { type CardLine, factLines, measuredLines } from './card-lines'

export interface CardMoment {
  /** Length of the measured period. */
  days: number
  writtenAt: Date
}

/** The card as a Markdown page. */
export function cardMarkdown(card: ModelCardView, { days, writtenAt }: CardMoment): string {
  const { summary, facts, texts, usedBy, scorecard } = card
  return [
    `# ${plain(summary.label)}`,
    `\`${summary.model.replaceAll('`', '')}\` of ${plain(summary.connectionName ?? summary.providerLabel)}. Written by Patchbay on ${writtenAt.toISOString().slice(0, 10)}.`,
    section('Intended use', text(texts.intendedUse)),
    section('Known limits', text(texts.limits)),
    section('Facts', table(factLines(card))),
    facts?.note ? plain(facts.note) : '',
    section(`Measured here in the last ${days} days`, table(measuredLines(card))),
    section('Scorecard', scoreLines(scorecard)),
    section('Used by', usedBy.apps.map(({ name }) => `- ${plain(name)}`).join('\n') || 'No app names it.'),
    section('Notes', text(texts.notes)),
    section(
      'Sources',
      facts
        ? [`Checked on ${facts.checkedOn}.`, ...facts.sources.map((url) => `- <${url}>`)].join('\n')
        : 'The catalog does not know this model.',
    ),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n')
}

function scoreLines({ score, known, areas }: ModelCardView['scorecard']): string {
  const lines = areas.map(({ area, score: points, known: share }): CardLine => [area, scoreText(points, share)])
  const totalLine: CardLine = ['whole', scoreText(score, known)]
  return table([...lines, totalLine])
}

const section = (title: string, body: string): string => `## ${title}\n\n${body}`
const table = (lines: readonly CardLine[]): string =>
  ['| | |', '|---|---|', ...lines.map(([label, value]) => `| ${label} | ${plain(value)} |`)].join('\n')

/** User text is Markdown already. */
const text = (written: string): string => written.trim() || 'Nothing is written here yet.'

/** A single line that is safe in tables and headings, whatever the service calls its models. */
const plain = (value: string): string =>
  value
    .replace(/\s+/g, ' ')
    .replace(/[\\|[\]*_`#]/g, '\\$&')
    .replaceAll('<', '&lt;')

/** A score always states how much of it is known. */
function scoreText(score: number | null, known: number): string {
  if (known === 0) return 'no data'
  return score === null ? `too little known for a score (${known} %)` : `${score} of 100, with ${known} % known`
}
