'use client'
import { useQuery } from '@tanstack/react-query'
import { request } from '@/lib/client/http/request'
import { currentLocale } from '@/lib/client/messages/message-catalog'
import { getApiAction } from '@/lib/contracts/custom-apis/plugins'
import { AppError } from '@/lib/core/app-error'
import { isApiPlugin } from '@/lib/graph/api-prefix'
import type { ManifestTexts } from '@/lib/messages/manifest-texts'
import type { ActionDefinition } from '@/lib/plugins/action'

const NO_TEXTS: ManifestTexts = {}

interface ActionForm {
  action: ActionDefinition
  texts: ManifestTexts
}

/**
 * An action with the texts of its form; null if it does not exist, undefined while it loads.
 * @param version of the API, for an imported one
 */
export function useActionForm(plugin: string, action: string, version: number) {
  return useQuery({
    queryKey: ['plugin-action', plugin, action, isApiPlugin(plugin) ? version : 0],
    queryFn: () => (isApiPlugin(plugin) ? loadImported(plugin, action, version) : loadBuiltIn(plugin, action)),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: plugin !== '',
  }).data
}

async function loadBuiltIn(plugin: string, action: string): Promise<ActionForm | null> {
  const { loadAction } = await import('@/lib/plugins/load-action')
  const [found, texts] = await Promise.all([loadAction(plugin, action), textsOf(plugin)])
  return found ? { action: found.action, texts } : null
}

async function loadImported(apiPlugin: string, apiAction: string, version: number): Promise<ActionForm | null> {
  try {
    const { actionOfData } = await import('@/lib/plugins/imported/action-of-data')
    const found = await request(getApiAction, { params: { apiPlugin, apiAction }, query: { version } })
    return { action: actionOfData(found.action, found.version), texts: NO_TEXTS }
  } catch (error) {
    if (AppError.isInstance(error) && error.code === 'NOT_FOUND') return null
    throw error
  }
}

async function textsOf(plugin: string): Promise<ManifestTexts> {
  if (currentLocale() !== 'zh-CN') return NO_TEXTS
  const { pluginTexts } = await import('@/lib/plugins/zh-CN.gen')
  return (Object.hasOwn(pluginTexts, plugin) ? pluginTexts[plugin] : undefined) ?? NO_TEXTS
}
