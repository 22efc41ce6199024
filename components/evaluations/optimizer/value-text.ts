import { t } from '@/lib/client/messages/t'
import type { Json } from '@/lib/core/json'

/** A setting in a few words. */
export function valueText(value: Json): string {
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && typeof value.model === 'string')
    return value.connection === 'auto' ? t('optimizer.defaultModel') : value.model
  return typeof value === 'string' ? value : JSON.stringify(value)
}
