import { safeLink } from '@/lib/client/safe-link'

const FILE_ROUTE = /^\/api\/files\/[0-9a-fA-F-]{36}(?:\?[\w=&.%-]*)?$/

/**
 * Allowed URLs in a model's text: links by `safeLink`, images from our file route only. An external image could leak
 * the conversation in its URL. Empty means not allowed.
 */
export function safeUrl(url: string, use: 'link' | 'image'): string {
  if (use === 'image') return FILE_ROUTE.test(url) ? url : ''
  return safeLink(url) ?? ''
}
