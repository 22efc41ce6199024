import type { ManifestTexts } from '@/lib/messages/manifest-texts'
import type {
  ActionSummary,
  ChannelSummary,
  PluginCardSummary,
  PluginSummary,
  TriggerSummary,
} from '@/lib/plugins/catalog-types'
import { learnActions } from '@/lib/plugins/known-actions'
import { currentLocale } from '../messages/message-catalog'

/** All plugins with their actions in the page's language, loaded on first use to keep the page's first JavaScript small. */
export async function loadPluginCatalog(): Promise<readonly PluginSummary[]> {
  const { pluginCatalog } = await import('@/lib/plugins/catalog.gen')
  learnActions(pluginCatalog.flatMap(({ id, actions }) => actions.map((action) => `${id}/${action.id}`)))
  if (currentLocale() !== 'zh-CN') return pluginCatalog
  const { pluginTexts } = await import('@/lib/plugins/zh-CN.gen')
  return pluginCatalog.map((plugin) => localizePlugin(plugin, pluginTexts[plugin.id] ?? {}))
}

/** All plugins as cards in the page's language, without the actions, which are most of the catalog. */
export async function loadPluginCards(): Promise<readonly PluginCardSummary[]> {
  const { pluginCards } = await import('@/lib/plugins/cards.gen')
  if (currentLocale() !== 'zh-CN') return pluginCards
  const { pluginTexts } = await import('@/lib/plugins/zh-CN.gen')
  return pluginCards.map((card) => {
    const texts = pluginTexts[card.id] ?? {}
    return { ...card, label: texts.label ?? card.label, description: texts.description ?? card.description }
  })
}

/** Translates the texts of a plugin. Its English names stay search terms. */
export function localizePlugin(plugin: PluginSummary, texts: ManifestTexts): PluginSummary {
  return {
    ...plugin,
    label: texts.label ?? plugin.label,
    description: texts.description ?? plugin.description,
    synonyms: [...plugin.synonyms, plugin.label],
    kinds: plugin.kinds.map((kind) => ({ ...kind, label: texts[`connections.${kind.id}.label`] ?? kind.label })),
    actions: plugin.actions.map((action) => localizeAction(action, texts)),
    triggers: plugin.triggers.map((trigger) => localizeTrigger(trigger, texts)),
    channel: plugin.channel && localizeChannel(plugin.channel, texts),
  }
}

function localizeTrigger(trigger: TriggerSummary, texts: ManifestTexts): TriggerSummary {
  const { id, label, description, synonyms, fields } = trigger
  return {
    ...trigger,
    label: texts[`triggers.${id}.label`] ?? label,
    description: texts[`triggers.${id}.description`] ?? description,
    synonyms: [...synonyms, label],
    fields: fields.map((field) => ({ ...field, label: texts[`fields.${field.id}.label`] ?? field.label })),
  }
}

function localizeChannel(channel: ChannelSummary, texts: ManifestTexts): ChannelSummary {
  return {
    ...channel,
    steps: channel.steps.map((step, index) => texts[`channel.steps.${index}`] ?? step),
    fields: channel.fields.map(({ name, label, help, ...field }) => ({
      ...field,
      name,
      label: texts[`channel.fields.${name}.label`] ?? label,
      help: texts[`channel.fields.${name}.help`] ?? help,
    })),
    test: { ...channel.test, label: texts['channel.test.label'] ?? channel.test.label },
  }
}

function localizeAction(action: ActionSummary, texts: ManifestTexts): ActionSummary {
  const { id, label, description, synonyms, fields, outputs } = action
  return {
    ...action,
    label: texts[`actions.${id}.label`] ?? label,
    description: texts[`actions.${id}.description`] ?? description,
    synonyms: [...synonyms, label],
    fields: fields.map((field) => ({ ...field, label: texts[`fields.${field.id}.label`] ?? field.label })),
    outputs: outputs.map((output) => ({ ...output, label: texts[`outputs.${output.id}.label`] ?? output.label })),
  }
}
