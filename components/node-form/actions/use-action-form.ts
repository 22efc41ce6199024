'use client'
import { useQuery } from '@tanstack/react-query'
import { currentLocale } from '@/lib/client/messages/catalogue'
import type { ManifestTexts } from '@/lib/messages/manifest-texts'

const NO_TEXTS: ManifestTexts = {}

/** An action with the texts of its form; null if it does not exist, undefined while it loads. */
export function useActionForm(plugin: string, action: string) {
  return useQuery({
    queryKey: ['plugin-action', plugin, action],
    queryFn: async () => {
      const { loadAction } = await import('@/lib/plugins/load-action')
      const [found, texts] = await Promise.all([loadAction(plugin, action), textsOf(plugin)])
      return found ? { ...found, texts } : null
    },
    staleTime: Number.POSITIVE_INFINITY,
    enabled: plugin !== '',
  }).data
}

async function textsOf(plugin: string): Promise<ManifestTexts> {
  if (currentLocale() !== 'zh-CN') return NO_TEXTS
  const { pluginTexts } = await import('@/lib/plugins/zh-CN.gen')
  return (Object.hasOwn(pluginTexts, plugin) ? pluginTexts[plugin] : undefined) ?? NO_TEXTS
}
