import { expect, test } from 'vitest'
import { manifestOf, manifests as nodes } from '@/lib/nodes/manifests.gen'
import { manifests as providers } from '@/lib/providers/manifests.gen'
import { manifests as sources } from '@/lib/sources/manifests.gen'
import { templates } from '@/lib/templates/templates'
import { argumentsOf } from './testing/arguments-of'
import { formPaths, nodePaths, type Paths, plainPaths } from './testing/manifest-paths'
import type { ManifestKind } from './texts'
import { zhCN } from './zh-CN/zh-CN'

/** Names, examples of values and the like, which are the same in every language. */
const NO_WORDS =
  /^[^A-Za-z]*$|^https?:|^(?:done|blue|my-\w+|team-\w+)$|^[a-z]+[-_/…][\w./…-]*$|^[A-Z]?[a-z]*[A-Z0-9…][\w…]*$|^\{ |^\d{4}-|^(?:Azure OpenAI \/ AI Foundry|Amazon (?:Bedrock|SageMaker)|Azure Machine Learning|Text Generation Inference|Google (?:Drive|Vertex AI)|Hugging Face|LM Studio|OpenAI-compatible|Moonshot AI|(?:Fireworks|Jina|Together|Voyage) AI|Anthropic|Cohere|Google|Groq|Mistral|Notion|Ollama|Opus|Access key ID|Secret access key|Bearer |Chat completions \(\/v1\)|Scoring \(input_data\)|gpt-4\.1-mini, text-embedding-3-small|model-a, model-b|User-Agent|GET|JavaScript|llama\.cpp)$|^\{model\} · \{fields\}$/

const ENGLISH: Readonly<Record<ManifestKind, Readonly<Record<string, Paths>>>> = {
  nodes: Object.fromEntries(
    Object.keys(nodes).flatMap((type) => {
      const manifest = manifestOf(type)
      return manifest ? [[type, nodePaths(manifest)]] : []
    }),
  ),
  providers: Object.fromEntries(Object.entries(providers).map(([id, manifest]) => [id, plainPaths(manifest)])),
  sources: Object.fromEntries(
    Object.entries(sources).map(([id, manifest]) => [id, { ...plainPaths(manifest), ...formPaths(manifest.settings) }]),
  ),
  templates: Object.fromEntries(
    templates.map(({ id, name, description, tags }) => [
      id,
      { name, description, ...Object.fromEntries(tags.map((tag, index) => [`tags.${index}`, tag])) },
    ]),
  ),
}

const all = Object.entries(ENGLISH).flatMap(([kind, manifests]) =>
  Object.entries(manifests).map(([id, english]) => ({
    english,
    chinese: zhCN.manifests?.[kind as ManifestKind][id] ?? {},
    at: (path: string) => `lib/${kind}/${id}/zh-CN.ts: ${path}`,
  })),
)

test('has Chinese for every text of nodes, model services, sources and templates', () => {
  const missing = all.flatMap(({ english, chinese, at }) =>
    Object.keys(english)
      .filter((path) => chinese[path] === undefined && !NO_WORDS.test(english[path] ?? ''))
      .map(at),
  )
  expect(missing).toEqual([])
})

test('has no Chinese for a path that the manifest does not have', () => {
  const superfluous = all.flatMap(({ english, chinese, at }) =>
    // The server offers the folders of its operator as a choice.
    Object.keys(chinese)
      .filter((path) => english[path] === undefined)
      .map(at),
  )
  expect(superfluous).toEqual([])
})

test('takes the same arguments in both languages', () => {
  const wrong = all.flatMap(({ english, chinese, at }) =>
    Object.keys(chinese)
      .filter(
        (path) => path.startsWith('texts.') && argumentsOf(chinese[path] ?? '') !== argumentsOf(english[path] ?? ''),
      )
      .map(at),
  )
  expect(wrong).toEqual([])
})
