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
  connections: readonly (Named & { plugin: string })[]
  apis: readonly Named[]
  mcpServers: readonly Named[]
}

interface Option {
  value: string
  label: string
  description?: string
}

const AUTO = 'auto auto'
/** Whether the exact resource exists here, so that nothing has to be selected. */
export function isHere(need: AppNeed, found: Found): boolean {
  return candidates(need, found).some(({ value }) => value === keyOf(need))
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
  // The only connection to the same service.
  if (need.kind === 'connection') return options.length === 1 ? (options[0]?.value ?? '') : ''
  return 'name' in need ? (options.find(({ label }) => label === need.name)?.value ?? '') : ''
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
        value: `${connection} ${model}`,
        label,
        description: connectionName,
      }))
  if (need.kind === 'secret') return found.secrets.map(({ name }) => ({ value: name, label: name }))
  return namedOf(need, found).map(({ id, name }) => ({ value: id, label: name }))
}

function namedOf(need: Exclude<AppNeed, { kind: 'model' | 'secret' }>, found: Found): readonly Named[] {
  switch (need.kind) {
    case 'knowledge':
      return found.knowledgeBases
    case 'app':
      return found.apps
    case 'api':
      return found.apis
    case 'mcp-server':
      return found.mcpServers
    case 'connection':
      return found.connections.filter(({ plugin }) => plugin === need.plugin)
    case 'trained-model':
      return []
  }
}

function keyOf(need: AppNeed): string {
  return need.kind === 'model' ? `${need.id} ${need.model}` : need.id
}
