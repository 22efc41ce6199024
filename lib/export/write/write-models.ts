import { RESERVED_NAMES } from '../app-module'
import { commentText } from '../code/comment-text'
import { toEnvName } from '../code/identifier'
import { textLiteral } from '../code/text-literal'
import type { ModelEntry, Project } from '../project'
import { createSourceFile, type SourceFile } from '../source-file'
import { type ProviderCode, providerCode } from './provider-code'

/** src/models.ts: each model that the app uses, configured by the environment. */
export function writeModels(project: Project): void {
  if (project.models.size === 0) return
  const file = createSourceFile('', RESERVED_NAMES)
  const uses = new Set([...project.models.values()].map(({ use }) => use))
  if (uses.has('chat')) {
    file.import('@langchain/core/language_models/chat_models', 'BaseChatModel', { isType: true })
    file.import('src/lib/model-settings', 'ModelSettings', { isType: true })
    project.runtime.add('model-settings')
  }
  if (uses.has('media')) file.import('src/lib/media', 'MediaService', { isType: true })
  const prefixes = new Map<string, string>()
  // The default one first, so that it gets the usual variable names.
  const entries = [...project.models.values()].toSorted((a, b) => rankOf(a) - rankOf(b))
  const functions = entries.map((entry) =>
    entry.route
      ? routeFunction(project, file, entry.exportName, entry.route)
      : entry.use === 'media'
        ? mediaFunction(project, entry, prefixes)
        : modelFunction(project, file, entry, prefixes),
  )
  project.files.set('src/models.ts', file.render(functions.join('\n\n')))
}

function rankOf({ ref }: ModelEntry): number {
  return ref.connection === 'auto' ? 0 : 1
}

function modelFunction(project: Project, file: SourceFile, entry: ModelEntry, prefixes: Map<string, string>): string {
  const { exportName, model, ref } = entry
  const provider = providerCode(model?.provider ?? 'openai')
  project.runtime.add(provider.runtime)
  const create = file.import(`src/lib/${provider.runtime}`, provider.create)
  const names = envNames(entry, provider, { prefixes, secrets: [...project.secrets.values()] })
  const url = model?.baseUrl ?? provider.defaultUrl
  addEnv(project, entry, provider, names)
  const missing = whatCanBeMissing(entry, provider)
  const lines = [
    `const apiKey = process.env.${names.key}`,
    `const baseUrl = process.env.${names.url}${url === null ? '' : ` || ${textLiteral(url)}`}`,
    `const model = ${nameCode(entry)}`,
    ...(missing.length === 0 ? [] : [`if (${missing.map((name) => `!${name}`).join(' || ')}) return null`]),
    `return ${create}({ model, apiKey, baseUrl }, settings)`,
  ]
  const isDefault = ref.connection === 'auto'
  const by = byWhom(entry)
  const about = isDefault ? `The default model of the workspace${model ? `: ${by}` : ', which had none'}.` : `${by}.`
  const whenNull = missing.length === 0 ? '' : ' Null while it is not set up in the environment.'
  return `/** ${commentText(about)}${whenNull} */
export function ${exportName}(settings: ModelSettings): BaseChatModel${missing.length === 0 ? '' : ' | null'} {
${lines.map((line) => `  ${line}`).join('\n')}
}`
}

function routeFunction(
  project: Project,
  file: SourceFile,
  exportName: string,
  { name, functions }: NonNullable<ModelEntry['route']>,
): string {
  project.runtime.add('fallbacks')
  const withFallbacks = file.import('src/lib/fallbacks', 'withFallbacks')
  return `/** ${commentText(`The route “${name}”: the first of its models that answers`)}. Null while none is set up in the environment. */
export function ${exportName}(settings: ModelSettings): BaseChatModel | null {
  return ${withFallbacks}([${functions.map((one) => `${one}(settings)`).join(', ')}])
}`
}

/** For any service with an OpenAI-compatible API. */
function mediaFunction(project: Project, entry: ModelEntry, prefixes: Map<string, string>): string {
  const { exportName, model, ref } = entry
  const provider = providerCode(model?.provider === 'openai' ? 'openai' : 'openai-compatible')
  const names = envNames(entry, provider, { prefixes, secrets: [...project.secrets.values()] })
  const url = model?.baseUrl ?? provider.defaultUrl ?? 'https://api.openai.com/v1'
  addEnv(project, entry, provider, names)
  return `/** ${commentText(byWhom(entry))}. */
export function ${exportName}(): MediaService {
  return {
    model: ${textLiteral(model?.model ?? ref.model)},
    apiKey: process.env.${names.key},
    baseUrl: process.env.${names.url} || ${textLiteral(url)},
  }
}`
}

const byWhom = ({ model, ref }: ModelEntry): string =>
  `${model?.model ?? ref.model} by ${model?.connectionName ?? 'a deleted connection'}`

function whatCanBeMissing({ model, ref }: ModelEntry, { needsKey }: ProviderCode): string[] {
  return [...(ref.connection === 'auto' && !model ? ['model'] : []), ...(needsKey ? ['apiKey'] : [])]
}

/** The default model can be changed in the environment; a model named by a step is fixed. */
function nameCode({ model, ref }: ModelEntry): string {
  const written = textLiteral(model?.model ?? ref.model)
  if (ref.connection !== 'auto') return written
  return model ? `process.env.MODEL || ${written}` : 'process.env.MODEL'
}

/** The usual names for the first connection of a service, unique names for others. */
function envNames(
  { model, ref }: ModelEntry,
  { keyEnv, urlEnv }: ProviderCode,
  { prefixes, secrets }: { prefixes: Map<string, string>; secrets: readonly string[] },
): { key: string; url: string } {
  const connection = model?.connectionName ?? ref.connection
  const owner = prefixes.get(keyEnv) ?? connection
  prefixes.set(keyEnv, owner)
  if (owner === connection) return { key: keyEnv, url: urlEnv }
  let prefix = toEnvName(connection, 'MODEL_SERVICE')
  while (secrets.includes(`${prefix}_API_KEY`) || secrets.includes(`${prefix}_BASE_URL`)) prefix = `MODELS_OF_${prefix}`
  return { key: `${prefix}_API_KEY`, url: `${prefix}_BASE_URL` }
}

function addEnv(
  { env }: Project,
  { model, ref }: ModelEntry,
  { needsKey, defaultUrl }: ProviderCode,
  names: { key: string; url: string },
): void {
  const by = model?.connectionName ?? 'the model service'
  const keyHelp = `Key for ${by}${needsKey ? '' : ', if required'}.`
  env.set(names.key, { name: names.key, value: '', help: keyHelp })
  env.set(names.url, { name: names.url, value: model?.baseUrl ?? defaultUrl ?? '', help: `Address of ${by}.` })
  if (ref.connection === 'auto')
    env.set('MODEL', { name: 'MODEL', value: model?.model ?? '', help: 'The default language model.' })
}
