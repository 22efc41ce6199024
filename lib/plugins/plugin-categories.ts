export const PLUGIN_CATEGORIES = [
  'communication',
  'email',
  'documents',
  'spreadsheets',
  'calendar',
  'databases',
  'development',
  'projects',
  'sales',
  'commerce',
  'search',
  'media',
  'storage',
] as const
export type PluginCategory = (typeof PLUGIN_CATEGORIES)[number]
