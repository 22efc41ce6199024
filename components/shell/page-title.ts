import type { Metadata } from 'next'
import { currentLocale, loadMessageCatalog } from '@/lib/client/messages/message-catalog'
import { type MessageKey, t } from '@/lib/client/messages/t'

/** The tab title of a page in the language of the request. */
export async function pageTitle(key: Extract<MessageKey, `titles.${string}`>): Promise<Metadata> {
  await loadMessageCatalog(currentLocale())
  return { title: t(key) }
}
