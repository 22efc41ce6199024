import { loadMessageCatalog } from '@/lib/client/messages/message-catalog'

// Test setup: loads the texts, as a page does before its first render.
await loadMessageCatalog('en')
