import type { ConversationStore } from '../../chat/conversation-store'
import { fieldsOf } from '../../chat/fields-of'
import type { EmbedClient } from '../../embed-client'
import { readDeleted, writeDeleted } from './stored-conversations'

/** Delay until a run that was active has ended. */
const AGAIN_MS = 3_000
const MAX_ATTEMPTS = 5

/** Deletes the data of removed conversations on the server. What fails is repeated with the next page. */
export async function deleteThreads(store: ConversationStore, client: EmbedClient, attempt = 1): Promise<void> {
  let isRetry = false
  for (const id of readDeleted(store)) {
    // `keepalive`, because the page may be about to close.
    const requested = client.request(`/threads/${encodeURIComponent(id)}`, { method: 'DELETE', keepalive: true })
    const result = await requested.then((response) => response.json()).catch(() => null)
    if (fieldsOf(result).deleted === true)
      writeDeleted(
        store,
        readDeleted(store).filter((other) => other !== id),
      )
    else if (result) isRetry = true
  }
  if (isRetry && attempt < MAX_ATTEMPTS) setTimeout(() => void deleteThreads(store, client, attempt + 1), AGAIN_MS)
}
