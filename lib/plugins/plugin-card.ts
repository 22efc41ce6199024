import type { PluginCardSummary, PluginSummary } from './catalog-types'

/** The parts of a plugin that its card in the gallery shows. */
export function pluginCard({ id, label, description, categories, logo, actions }: PluginSummary): PluginCardSummary {
  return { id, label, description, categories, logo, actionCount: actions.length }
}
