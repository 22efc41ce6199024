import { t } from '@/lib/client/messages/t'
import type { ModelOption } from '@/lib/contracts/models'
import type { Json } from '@/lib/core/json'
import type { AppNeed } from '@/lib/graph/app-file/app-file'

type Named = { id: string; name: string }

/** The resources of this workspace. */
export interface Found {
  models: readonly Pick<ModelOption, 'connection' | 'connectionName' | 'model' | 'label' | 'ability'>[]
  knowledgeBases: readonly Named[]
  apps: readonly Named[]
  secrets: readonly { name: string }[]
}

interface Option {
  value: string
  label: string
  description?: string
}

const AUTO = 'auto auto'
const ANYONE: ReadonlySet<AppNeed['kind']> = new Set(['trained-model', 'connection'])

/** Whether the exact resource exists here, so that nothing has to be selected. */
export function isHere(need: AppNeed, found: Found): boolean {
  return ANYONE.has(need.kind) ? false : candidates(need, found).some(({ value }) => value === keyOf(need))
}

/** Possible replacements. A trained model has none, because its classes are unique. */
export function optionsFor(need: AppNeed, found: Found): Option[] {
  const auto =
    need.kind === 'model' && need.ability === 'chat' ? [{ value: AUTO, label: t('canvas.defaultModel') }] : []
  return [...auto, ...candidates(need, found)]
}

/**
 * The same model on another connection, or a resource with the same name; for a language model, otherwise the
 * workspace's default.
 */
export function suggest(need: AppNeed, found: Found): string {
  const options = candidates(need, found)
  if (need.kind === 'model') {
    const same = options.find(({ value }) => value.endsWith(` ${need.model}`))
    return same?.value ?? (need.ability === 'chat' ? AUTO : '')
  }
  if (need.kind === 'knowledge' || need.kind === 'app')
    return options.find(({ label }) => label === need.name)?.value ?? ''
  return ''
}

/** Maps the original references of nodes to their replacements. */
export function toReplacement(need: AppNeed, choice: string): Json {
  if (need.kind !== 'model') return choice
  const [connection = 'auto', ...model] = choice.split(' ')
  return { connection, model: model.join(' ') }
}

function candidates(need: AppNeed, found: Found): Option[] {
  if (need.kind === 'model')
    return found.models
      .filter(({ ability }) => ability === need.ability)
      .map(({ connection, model, label, connectionName }) => ({
        ...{ value: `${connection} ${model}`, label, description: connectionName },
      }))
  if (need.kind === 'secret') return found.secrets.map(({ name }) => ({ value: name, label: name }))
  if (need.kind === 'trained-model' || need.kind === 'connection') return []
  const all = need.kind === 'knowledge' ? found.knowledgeBases : found.apps
  return all.map(({ id, name }) => ({ value: id, label: name }))
}

function keyOf(need: AppNeed): string {
  return need.kind === 'model' ? `${need.id} ${need.model}` : need.id
}
