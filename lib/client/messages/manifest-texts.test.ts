import { expect, test } from 'vitest'
import { z } from 'zod'
import { fieldLayout } from '@/lib/graph/schema/field-layout'
import { manifestOf as nodeManifestOf, manifests as nodeManifests } from '@/lib/nodes/manifests.gen'
import { manifests as providerManifests } from '@/lib/providers/manifests.gen'
import { manifests as sourceManifests } from '@/lib/sources/manifests.gen'
import { templates } from '@/lib/templates/templates'
import { translate } from './sentence-book'
import { zhCN } from './zh-CN/zh-CN'

/** Names, examples of values and the like, which are the same in every language. */
const NO_WORDS =
  /^[^A-Za-z]*$|^https?:|^(?:done|llama\.cpp)$|^[a-z]+[-_/…]|^[A-Z]?[a-z]*[A-Z0-9…][\w…]*$|^\{ |^\d{4}-|^(?:Azure OpenAI \/ AI Foundry|Amazon (?:Bedrock|SageMaker)|Azure Machine Learning|Text Generation Inference|Google (?:Drive|Vertex AI)|Hugging Face|LM Studio|OpenAI-compatible|Moonshot AI|(?:Fireworks|Jina|Together|Voyage) AI|Anthropic|Cohere|Google|Groq|Mistral|Notion|Ollama|Opus|Access key ID|Secret access key|Bearer |Chat completions \(\/v1\)|Scoring \(input_data\)|gpt-4\.1-mini, text-embedding-3-small|model-a, model-b|User-Agent|GET|JavaScript)$/

const book = zhCN.sentences ?? {}
const untranslated = (texts: Iterable<string>) =>
  [...new Set(texts)]
    .filter((text) => !NO_WORDS.test(text) && translate(text, book) === null)
    .map((text) => `lib/client/messages/zh-CN/manifests/ lacks the Chinese of: ${text}`)

test('has Chinese for the labels, ports and fields of every node', () => {
  const texts = Object.keys(nodeManifests).flatMap((type) => {
    const manifest = nodeManifestOf(type)
    if (!manifest) return []
    const { inputs, outputs, inner } = manifest.ports(manifest.config.parse({}))
    const ports = [...inputs, ...outputs, ...(inner?.inputs ?? []), ...(inner?.outputs ?? [])]
    return [
      ...[manifest.label, manifest.description],
      ...ports.flatMap(({ label, description }) => [label, ...(description ? [description] : [])]),
      ...wordsOf(manifest.config),
    ]
  })
  expect(untranslated(texts)).toEqual([])
})

test('has Chinese for the forms of model services and sources, and for templates', () => {
  const services = [...Object.values(providerManifests), ...Object.values(sourceManifests)]
  expect(
    untranslated([
      ...services.flatMap(plainTexts),
      ...Object.values(sourceManifests).flatMap(({ settings }) => wordsOf(settings)),
      ...templates.flatMap(({ name, description }) => [name, description]),
    ]),
  ).toEqual([])
})

function wordsOf(schema: z.ZodType, seen = new Set<z.ZodType>()): string[] {
  if (seen.has(schema)) return []
  seen.add(schema)
  const { label, help, placeholder, itemLabel, unit, options = {} } = fieldLayout(schema)
  const own = [label, help, placeholder, itemLabel, unit].filter((text) => text !== undefined)
  return [...own, ...Object.values(options), ...innerOf(schema).flatMap((inner) => wordsOf(inner, seen))]
}

function innerOf(schema: z.ZodType): z.ZodType[] {
  const { def } = schema
  const candidates: unknown[] = [
    ...('shape' in def && typeof def.shape === 'object' ? Object.values(def.shape ?? {}) : []),
    ...('options' in def && Array.isArray(def.options) ? def.options : []),
    ...('innerType' in def ? [def.innerType] : []),
    ...('element' in def ? [def.element] : []),
    ...('in' in def ? [def.in] : []),
  ]
  return candidates.filter((candidate) => candidate instanceof z.ZodType)
}

const READ = ['label', 'description', 'help']

/** Every text that a form shows, wherever it lies in the manifest. */
function plainTexts(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'string' ? (READ.includes(key) ? [inner] : []) : plainTexts(inner),
  )
}
