import type { CatalogAbility } from '@/lib/contracts/catalog'
import type { ModelCardView } from '@/lib/contracts/model-cards'
import { type CardMoment, cardMarkdown } from './card-markdown'

/** Hugging Face pipeline tags by model ability. */
const PIPELINES: readonly (readonly [CatalogAbility, string])[] = [
  ['embed', 'feature-extraction'],
  ['rerank', 'text-ranking'],
  ['transcribe', 'automatic-speech-recognition'],
  ['speak', 'text-to-speech'],
  ['image', 'text-to-image'],
  ['vision', 'image-text-to-text'],
  ['chat', 'text-generation'],
]

/** Exports the card as a Hugging Face README: YAML front matter, then the page. */
export function cardHuggingFace(card: ModelCardView, moment: CardMoment): string {
  const { summary } = card
  const pipeline = PIPELINES.find(([ability]) => summary.abilities.includes(ability))?.[1]
  const isOpen = summary.licence !== null && summary.licence !== 'proprietary'
  const lines = [
    `model_name: ${quoted(summary.label)}`,
    ...(isOpen ? [`license: ${quoted(summary.licence ?? '')}`] : []),
    ...(summary.licence === 'proprietary' ? ['license: other', `license_name: ${quoted('proprietary')}`] : []),
    ...(pipeline ? [`pipeline_tag: ${pipeline}`] : []),
    'tags:',
    `  - ${quoted(summary.provider)}`,
    ...summary.abilities.map((ability) => `  - ${quoted(ability)}`),
    ...results(card),
  ]
  return `---\n${lines.join('\n')}\n---\n${cardMarkdown(card, moment)}`
}

/** Results on the workspace's own data, if a check has completed. */
function results({ summary, checks }: ModelCardView): string[] {
  const check = checks.find(({ kind, status, score }) => kind === 'quality' && status === 'done' && score !== null)
  if (!check || check.score === null) return []
  const data = check.dataset ? `${check.dataset.name}, version ${check.dataset.number}` : 'own data'
  return [
    'model-index:',
    `  - name: ${quoted(summary.label)}`,
    '    results:',
    '      - task:',
    '          type: question-answering',
    '        dataset:',
    `          name: ${quoted(data)}`,
    `          type: ${quoted('private')}`,
    '        metrics:',
    '          - type: accuracy',
    `            value: ${check.score}`,
    `            name: ${quoted('Score by docs/guides/check-a-model.md')}`,
  ]
}

/** JSON strings are valid YAML. */
const quoted = (text: string): string => JSON.stringify(text)
