import type { ChannelSummary, PluginSummary } from '@/lib/plugins/catalog-types'

export type ChannelPlugin = PluginSummary & { channel: ChannelSummary }

export const isChannelPlugin = (plugin: PluginSummary): plugin is ChannelPlugin => plugin.channel !== null
