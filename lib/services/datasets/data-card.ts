import type { DatasetStatistics } from '@/lib/contracts/dataset-versions'
import type { DatasetCard } from '@/lib/contracts/datasets'
import type { DatasetKind } from '@/lib/contracts/example-data'

export interface CardFacts {
  name: string
  description: string
  kind: DatasetKind
  card: DatasetCard
  /** Null for the draft. */
  version: { number: number; createdAt: string; note: string } | null
  statistics: DatasetStatistics
}

const TASKS = {
  chat: 'text-generation',
  qa: 'question-answering',
  classification: 'text-classification',
  case: 'question-answering',
} as const
const SHOWN_LABELS = 100

/** A data card in the format of Hugging Face: YAML front matter and Markdown. */
export function writeDataCard(facts: CardFacts): string {
  const { card, statistics } = facts
  const sections = [
    `# ${line(facts.name)}`,
    [facts.description, card.summary].filter((text) => text.trim() !== '').join('\n\n'),
    versionText(facts),
    section('Intended use', card.intendedUse),
    section('Contents', contentText(facts)),
    section('Sources and licenses', sourcesText(statistics)),
    section('How it was collected', card.collection),
    section('Personal data', personalText(statistics)),
    section('Known limits', [card.limits, limitsText(statistics)].filter((text) => text !== '').join('\n\n')),
    section('Contact', card.contact),
  ]
  return `${frontMatter(facts)}\n${sections.filter((text) => text !== '').join('\n\n')}\n`
}

/** Every value as JSON, which is valid YAML: no text can break out of it. */
function frontMatter({ name, kind, statistics }: CardFacts): string {
  const licences = [...new Set(statistics.sources.map(({ licence }) => licenseId(licence)))]
  const languages = statistics.languages.map(({ name: code }) => code).filter((code) => code !== 'und')
  const parts = (['train', 'validation', 'test'] as const).filter((part) => statistics.splits[part] > 0)
  return [
    '---',
    `pretty_name: ${JSON.stringify(name)}`,
    `license: ${licences.length === 1 ? licences[0] : JSON.stringify(licences.length === 0 ? ['unknown'] : licences)}`,
    `language: ${JSON.stringify(languages)}`,
    `task_categories: ${JSON.stringify([TASKS[kind]])}`,
    `size_categories: ${JSON.stringify([sizeOf(statistics.examples)])}`,
    'configs:',
    '  - config_name: default',
    '    data_files:',
    ...parts.map((part) => `      - ${JSON.stringify({ split: part, path: `${part}.jsonl` })}`),
    '---',
    '',
  ].join('\n')
}

/** The Hugging Face id of a license, if its text names one. */
function licenseId(licence: string): string {
  const plain = licence
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-')
  if (plain === '') return 'unknown'
  const known =
    /^(?:apache-2\.0|mit|cc0-1\.0|cc-by(?:-nc)?(?:-sa|-nd)?-[34]\.0|openrail|odbl|pddl|gpl-3\.0|bsd-3-clause|unknown)$/
  return known.test(plain) ? plain : 'other'
}

function sizeOf(examples: number): string {
  const steps = [
    [1_000, 'n<1K'],
    [10_000, '1K<n<10K'],
    [100_000, '10K<n<100K'],
  ] as const
  return steps.find(([bound]) => examples < bound)?.[1] ?? '100K<n<1M'
}

function versionText({ version }: CardFacts): string {
  if (!version) return 'This describes the draft, not a version.'
  const note = version.note.trim() === '' ? '' : `: ${line(version.note)}`
  return `Version ${version.number} of ${version.createdAt.slice(0, 10)}${note}`
}

function contentText({ kind, statistics }: CardFacts): string {
  const { splits, examples, tokens, medianTokens, longestTokens, labels, languages, balance } = statistics
  const parts = table(
    ['Part', 'Examples'],
    (['train', 'validation', 'test'] as const).map((part) => [part, String(splits[part])]),
  )
  const shown = table(
    ['Label', 'Examples', 'train', 'validation', 'test'],
    labels
      .slice(0, SHOWN_LABELS)
      .map((label) => [label.name, ...[label.count, label.train, label.validation, label.test].map(String)]),
  )
  const spoken = languages.map(({ name, count }) => `${name === 'und' ? 'not clear' : name} (${count})`).join(', ')
  return [
    `${examples} examples of kind ${kind}, about ${tokens} tokens: ${medianTokens} in the median, ${longestTokens} in the longest.`,
    parts,
    languages.length === 0 ? '' : `Languages, by words: ${spoken}.`,
    labels.length === 0 ? '' : `${shown}\n\nBalance of the labels: ${balance ?? 0} (1: all as frequent).`,
  ]
    .filter((text) => text !== '')
    .join('\n\n')
}

function sourcesText({ sources }: DatasetStatistics): string {
  if (sources.length === 0) return 'No source is recorded.'
  return table(
    ['Source', 'Kind', 'Origin', 'License', 'Examples'],
    sources.map(({ name, kind, origin, licence, count }) => [
      name,
      kind,
      origin || 'not stated',
      licence || 'not stated',
      String(count),
    ]),
  )
}

function personalText({ personal, keptPersonal }: DatasetStatistics): string {
  if (personal.length === 0)
    return 'Searched by fixed rules for email addresses, phone numbers, IBANs, card numbers, IP addresses and national numbers: none was found. Names and addresses of people are not recognized by rules.'
  const found = personal.map(({ name, count }) => `${name} in ${count}`).join(', ')
  return [
    `Found by fixed rules: ${found} examples. It is masked, as in \`[email]\`, in everything that leaves.`,
    keptPersonal === 0 ? '' : `In ${keptPersonal} examples it was kept on purpose, by a person's decision.`,
    'Names and addresses of people are not recognized by rules.',
  ]
    .filter((text) => text !== '')
    .join(' ')
}

function limitsText({ sameInput, leaks }: DatasetStatistics): string {
  return [
    sameInput === 0
      ? ''
      : `${sameInput} questions are asked by more than one example; these are always in the same part.`,
    leaks === 0 ? '' : `${leaks} questions are in more than one part.`,
  ]
    .filter((text) => text !== '')
    .join(' ')
}

const section = (title: string, text: string): string => (text.trim() === '' ? '' : `## ${title}\n\n${text.trim()}`)
const line = (text: string): string => text.replace(/\s+/g, ' ').trim()

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const write = (cells: readonly string[]) =>
    `| ${cells.map((cell) => line(cell).replaceAll('|', '\\|')).join(' | ')} |`
  return [write(head), write(head.map(() => '---')), ...rows.map(write)].join('\n')
}
